// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.obfuscation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.tributary.common.json.LenientJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** Reads rules, and reports the first one that is wrong with its number and the reason. */
final class RuleReader {
  /** Stricter than events are read: an operator can correct what is odd. */
  private static final ObjectReader JSON =
      LenientJson.MAPPER
          .reader()
          .withoutFeatures(
              JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS,
              JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .with(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .without(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES);

  private static final Set<String> MEMBERS = Set.of("name", "value", "string_patterns", "mode");

  private final UnaryOperator<String> hash;

  /** Rules of mode hash will use the given function. */
  RuleReader(UnaryOperator<String> hash) {
    this.hash = hash;
  }

  /**
   * The rules of a JSON list; none of blank text.
   *
   * @throws IllegalArgumentException with the reason as its message, without a full stop
   */
  List<Rule> read(String text) {
    var rules = new ArrayList<Rule>();
    for (var item : list(text)) {
      try {
        rules.add(rule(item));
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("item " + (rules.size() + 1) + ": " + e.getMessage(), e);
      }
    }
    return rules;
  }

  private static JsonNode list(String text) {
    if (text.isBlank()) {
      return MissingNode.getInstance();
    }
    try {
      var list = JSON.readTree(text);
      require(list.isArray(), "must be a JSON list of rules");
      return list;
    } catch (JsonProcessingException e) {
      var at = e.getLocation();
      throw new IllegalArgumentException(
          "must be a JSON list of rules: "
              + e.getOriginalMessage()
              + (at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr()),
          e);
    }
  }

  private Rule rule(JsonNode item) {
    require(item.isObject(), "must be an object such as {\"name\": [\"user\", \"email\"]}");
    item.fieldNames()
        .forEachRemaining(name -> require(MEMBERS.contains(name), "unknown member " + name));
    var path = strings(item, "name");
    require(!path.isEmpty(), "name must be a list of strings");
    var patterns = patterns(strings(item, "string_patterns"));
    var value = value(item.path("value"));
    var mode = item.path("mode").asText("mask");
    require(value == null || mode.equals("mask"), "value makes no sense with mode " + mode);
    return switch (mode) {
      case "mask" -> masking(path, patterns, value);
      case "hash" -> new Rule(path, patterns, this::hashed, hash, true);
      case "drop" -> {
        require(patterns.isEmpty(), "string_patterns make no sense with mode drop");
        yield new Rule(path, patterns, field -> Field.GONE, match -> "", false);
      }
      default -> throw new IllegalArgumentException("mode must be mask, hash or drop");
    };
  }

  private static Rule masking(
      List<String> path, List<TextPattern> patterns, @Nullable Field value) {
    require(
        patterns.isEmpty() || value == null || value.kind() == Field.Kind.STRING,
        "value must be a string where there are string_patterns");
    var part = value == null ? Field.MASK : value.text();
    return new Rule(path, patterns, field -> field.masked(value), match -> part, false);
  }

  private Field hashed(Field field) {
    return switch (field.kind()) {
      case NULL, WHOLE, GONE -> field.masked(null);
      default -> Field.string(hash.apply(field.text()));
    };
  }

  private static List<String> strings(JsonNode item, String member) {
    var list = item.path(member);
    if (list.isMissingNode() || list.isNull()) {
      return List.of();
    }
    var fault = member + " must be a list of strings";
    require(list.isArray(), fault);
    var strings = new ArrayList<String>();
    for (var element : list) {
      require(element.isTextual(), fault);
      strings.add(element.asText());
    }
    return strings;
  }

  private static List<TextPattern> patterns(List<String> texts) {
    var patterns = new ArrayList<TextPattern>();
    for (var text : texts) {
      try {
        patterns.add(TextPattern.compile(text));
      } catch (PatternSyntaxException e) {
        throw new IllegalArgumentException(
            "string_patterns: %s is not a regular expression: %s at %d"
                .formatted(text, e.getDescription(), e.getIndex()),
            e);
      }
    }
    return patterns;
  }

  private static @Nullable Field value(JsonNode value) {
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    require(value.isValueNode(), "value must be a string, a number, true or false");
    require(!value.isIntegralNumber() || value.canConvertToLong(), "value must fit into 64 bits");
    var kind =
        switch (value.getNodeType()) {
          case BOOLEAN -> Field.Kind.BOOLEAN;
          case NUMBER -> value.isIntegralNumber() ? Field.Kind.INTEGER : Field.Kind.FLOAT;
          default -> Field.Kind.STRING;
        };
    return new Field(kind, value.asText());
  }

  private static void require(boolean right, String otherwise) {
    if (!right) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
