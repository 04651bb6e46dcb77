// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.config;

import static java.util.stream.Collectors.toUnmodifiableMap;

import io.tributary.common.error.SetupError;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Validator;
import org.apache.kafka.common.config.ConfigException;

/**
 * The Devo tag of an event by its kind. Only the letters and digits of a kind count, not their
 * case.
 *
 * @param kindPointer JSON pointer to the kind
 */
public record TagMap(String kindPointer, Map<String, String> tags) {
  public static final Setting<List<String>> SETTING =
      Setting.list("devo.tag.map", List.of())
          .check(validator())
          .importance(Importance.MEDIUM)
          .text(
              "The Devo tag in the header devo.tag of each kind of event, such as"
                  + " Some Kind:my.app.some,default:my.app.other; default is for all other kinds and"
                  + " must be given. Kinds that are not listed keep the tag they have by default. Where"
                  + " devo.tag is set, all events have that.");

  private static final String DEFAULT = "default";
  private static final Pattern OTHER = Pattern.compile("[^\\p{L}\\p{N}]+");

  /** Rejects a map without a tag for all other kinds. */
  public TagMap {
    if (!tags.containsKey(DEFAULT)) {
      throw new IllegalArgumentException(SetupError.TAG_MAP_DEFAULT.message());
    }
    tags = Map.copyOf(tags);
  }

  /**
   * The map in the settings, over the one by default; absent if they give all events the same tag.
   *
   * @param defaults as the setting has them by default
   */
  public static Optional<TagMap> of(
      SourceConfig config, String kindPointer, List<String> defaults) {
    if (config.originals().containsKey(SourceSettings.DEVO_TAG.name())) {
      return Optional.empty();
    }
    var tags = new HashMap<>(parse(defaults));
    tags.putAll(parse(SETTING.of(config)));
    return Optional.of(new TagMap(kindPointer, tags));
  }

  /** The tag of a kind. */
  public String tag(String kind) {
    var other = Objects.requireNonNull(tags.get(DEFAULT));
    return tags.getOrDefault(plain(kind), other);
  }

  private static Map<String, String> parse(List<?> entries) {
    return entries.stream()
        .map(entry -> entry.toString().split(":", -1))
        .collect(toUnmodifiableMap(entry -> plain(entry[0]), entry -> entry[1].strip()));
  }

  private static Validator validator() {
    return ConfigDef.CompositeValidator.of(
        Validators.checked("kind:tag,…", value -> fault((List<?>) value)),
        ConfigDef.LambdaValidator.with(
            (name, value) -> {
              if (value instanceof List<?> given && !parse(given).containsKey(DEFAULT)) {
                throw new ConfigException(SetupError.TAG_MAP_DEFAULT.message());
              }
            },
            () -> "with default"));
  }

  private static String fault(List<?> entries) {
    for (var entry : entries) {
      var parts = entry.toString().split(":", -1);
      if (parts.length != 2 || plain(parts[0]).isEmpty() || !Validators.isTag(parts[1].strip())) {
        return "must be pairs of a kind and a Devo tag such as Some Kind:my.app.some, got: "
            + entry;
      }
    }
    var kinds = entries.stream().map(entry -> plain(entry.toString().split(":", -1)[0]));
    return kinds.distinct().count() == entries.size() ? "" : "must name each kind once";
  }

  /** What counts of the name of a kind. */
  public static String plain(String kind) {
    return OTHER.matcher(kind).replaceAll("").toLowerCase(Locale.ROOT);
  }
}
