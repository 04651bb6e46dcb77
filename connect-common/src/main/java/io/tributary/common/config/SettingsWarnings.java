// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Connector;
import org.apache.kafka.connect.source.SourceConnector;

/**
 * What an operator is told about settings that are accepted, at each start and by the command line
 * tool. Connect itself has no place for a warning: it accepts a misspelt name in silence.
 */
public final class SettingsWarnings {
  /** What Connect itself reads in the configuration of a source, in all versions so far. */
  private static final Pattern CONNECT =
      Pattern.compile(
          "name|connector\\.(class|plugin\\.version)|tasks\\.max(\\.enforce)?"
              + "|(key|value|header)\\.converter(\\..*)?|config\\.action\\.reload"
              + "|(errors|topic\\.creation|transaction\\.boundary)\\..*"
              + "|(transforms|predicates)(\\..*)?|(producer|consumer|admin)\\.override\\..*"
              + "|exactly\\.once\\.support|offsets\\.storage\\.topic");

  private static final Set<String> TOPICS = Set.of("topics", "topics.regex");

  /** Settings of Connect that are often given. */
  private static final List<String> COMMON =
      List.of(
          "tasks.max",
          "key.converter",
          "value.converter",
          "header.converter",
          "errors.tolerance",
          "errors.deadletterqueue.topic.name",
          "exactly.once.support",
          "transforms");

  private static final String VALUE_CONVERTER = "value.converter";

  private SettingsWarnings() {}

  /** All of them, for settings that are valid. */
  public static List<String> of(Map<String, String> settings, Connector connector) {
    return of(settings, connector.config(), connector instanceof SourceConnector);
  }

  static List<String> of(Map<String, String> settings, ConfigDef own, boolean isSource) {
    var warnings = new ArrayList<String>();
    var unknown = unknown(settings, own, isSource);
    if (!unknown.isEmpty()) {
      warnings.add("unknown settings have no effect: " + unknown);
    }
    converter(settings, isSource).ifPresent(warnings::add);
    warnings.addAll(ConnectionSettings.weaknesses(settings));
    // A connector of an earlier release was created without this check, and keeps running.
    var faults =
        isSource ? DeliverySettings.faults(settings) : DeliverySettings.sinkFaults(settings);
    warnings.addAll(faults.values());
    return List.copyOf(warnings);
  }

  /** A connector sees its own settings only, not the converters of its worker. */
  private static Optional<String> converter(Map<String, String> settings, boolean isSource) {
    if (settings.containsKey(VALUE_CONVERTER)) {
      return Optional.empty();
    }
    var name = SourceSettings.VALUE_FORMAT.name();
    var asMap = "map".equals(settings.get(name)) && isSource;
    var wanted =
        asMap
            ? "org.apache.kafka.connect.json.JsonConverter, and value.converter.schemas.enable to"
                + " false"
            : "org.apache.kafka.connect.storage.StringConverter";
    var harm =
        isSource
            ? "would write each event as a text within JSON"
            : "cannot read what the sources write";
    return Optional.of(
        VALUE_CONVERTER
            + " is not set, so that of the worker counts. The one in Kafka's sample files "
            + harm
            + ". Set it to "
            + wanted
            + ".");
  }

  /**
   * The names that neither the connector nor Connect knows, sorted, each with the known name that
   * it is probably meant to be.
   */
  static List<String> unknown(Map<String, String> settings, ConfigDef own, boolean isSource) {
    var known = new TreeSet<>(own.names());
    if (!isSource) {
      known.addAll(TOPICS);
    }
    return settings.keySet().stream()
        .filter(name -> !known.contains(name) && !CONNECT.matcher(name).matches())
        .sorted()
        .map(name -> meant(name, known).map(other -> name + hint(other)).orElse(name))
        .toList();
  }

  /** The given settings that only Connect itself reads and judges, sorted. */
  public static List<String> foreign(Map<String, String> settings, Connector connector) {
    var own = connector.config().names();
    return settings.keySet().stream()
        .filter(name -> !own.contains(name) && CONNECT.matcher(name).matches())
        .filter(name -> !name.matches("name|connector\\.class|tasks\\.max"))
        .sorted()
        .toList();
  }

  private static String hint(String other) {
    return " (did you mean " + other + "?)";
  }

  /** The known name that takes the fewest changes, at most one in three characters. */
  private static Optional<String> meant(String name, Set<String> known) {
    var words = plain(name);
    return Stream.concat(known.stream(), COMMON.stream())
        .min(Comparator.comparingInt(other -> changes(words, plain(other))))
        .filter(other -> changes(words, plain(other)) <= words.length() / 3);
  }

  /** Collectors of Devo write underscores, others dashes or capital letters. */
  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[_-]", ".");
  }

  /** The distance of Levenshtein: characters to insert, delete or replace. */
  private static int changes(String a, String b) {
    var above = IntStream.rangeClosed(0, b.length()).toArray();
    for (var i = 1; i <= a.length(); i++) {
      var row = new int[b.length() + 1];
      row[0] = i;
      for (var j = 1; j <= b.length(); j++) {
        var same = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        row[j] = Math.min(above[j - 1] + same, 1 + Math.min(above[j], row[j - 1]));
      }
      above = row;
    }
    return above[b.length()];
  }
}
