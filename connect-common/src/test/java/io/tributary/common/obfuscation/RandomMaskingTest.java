// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.obfuscation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.common.Fuzz;
import io.tributary.common.obfuscation.RandomJson.Member;
import io.tributary.common.obfuscation.RandomJson.Node;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/** The streaming pass against a plain walk over a tree, byte for byte. Made by the seed alone. */
class RandomMaskingTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Node GONE = new Node('-', "", List.of(), "", "");

  @Test
  void givesWhatATreeGives() {
    Fuzz.check(getClass(), RandomMaskingTest::agrees);
  }

  private static boolean agrees(Random random) throws Exception {
    var json = new RandomJson(random);
    var rules = json.rules();
    var event = json.event();
    var text = RandomJson.text(event);

    var masked = Masks.mask(rules, text);

    var expected = RandomJson.text(walk(event, List.of(), JSON.readTree(rules)));
    assertThat(masked).as("rules %s on %s", rules, text).isEqualTo(expected);
    assertThat(JSON.readTree(masked).isContainerNode()).isTrue();
    return !masked.equals(text);
  }

  /** What becomes of a value at a place; a null in it stands for being an element. */
  private static Node walk(Node node, List<String> place, JsonNode rules) throws Exception {
    var result = node;
    for (var rule : rules) {
      var patterns = rule.path("string_patterns");
      if (!place.isEmpty() && leads(rule.path("name"), 0, place, 0, !patterns.isMissingNode())) {
        result = changed(result, rule, patterns);
      }
      if (result.equals(GONE)) {
        return GONE;
      }
    }
    if (result.kind() == 's') {
      return result;
    }
    var members = new ArrayList<Member>();
    for (var member : result.members()) {
      var inner = new ArrayList<>(place);
      inner.add(result.kind() == '{' ? member.name() : null);
      var value = walk(member.value(), inner, rules);
      if (!value.equals(GONE)) {
        members.add(new Member(member.separator(), member.label(), member.name(), value));
      }
    }
    return new Node(result.kind(), "", members, result.head(), result.tail());
  }

  private static boolean leads(JsonNode path, int i, List<String> place, int j, boolean within) {
    if (i == path.size()) {
      return j == place.size() || within;
    }
    if (j == place.size()) {
      return false;
    }
    var wanted = path.get(i).asText();
    if (wanted.equals("*") || wanted.equals(place.get(j))) {
      return leads(path, i + 1, place, j + 1, within);
    }
    return place.get(j) == null && leads(path, i, place, j + 1, within);
  }

  private static Node changed(Node node, JsonNode rule, JsonNode patterns) throws Exception {
    var mode = rule.path("mode").asText();
    if (mode.equals("drop")) {
      return GONE;
    }
    var whole = node.kind() != 's';
    var value = whole ? JSON.createArrayNode() : JSON.readTree(node.text());
    if (value.isNull() || (whole && patterns.isArray())) {
      return node;
    }
    if (patterns.isArray() && value.isTextual()) {
      var text = value.asText();
      for (var pattern : patterns) {
        var by =
            mode.equals("hash")
                ? hash(pattern.asText())
                : rule.path("value").asText("****SANITIZED****");
        text = text.replaceAll(pattern.asText(), by);
      }
      return text.equals(value.asText()) ? node : scalar(quoted(text));
    }
    if (patterns.isArray() && !found(patterns, node.text())) {
      return node;
    }
    if (mode.equals("hash") && !whole) {
      return scalar(quoted(hash(value.isTextual() ? value.asText() : node.text())));
    }
    return scalar(mask(value, rule.path("value")));
  }

  private static String mask(JsonNode original, JsonNode value) {
    if (original.isTextual() || original.isArray()) {
      return value.isTextual() ? quoted(value.asText()) : "\"****SANITIZED****\"";
    }
    if (original.isBoolean()) {
      return value.isBoolean() ? value.asText() : "false";
    }
    if (original.isIntegralNumber()) {
      return value.isIntegralNumber() ? value.asText() : "-1";
    }
    return value.isFloatingPointNumber() ? value.asText() : "-1.0";
  }

  private static boolean found(JsonNode patterns, String text) {
    for (var pattern : patterns) {
      if (!text.equals(text.replaceAll(pattern.asText(), "\u0000"))) {
        return true;
      }
    }
    return false;
  }

  private static Node scalar(String text) {
    return new Node('s', text, List.of(), "", "");
  }

  private static String quoted(String text) {
    try {
      return JSON.writeValueAsString(text).replaceAll("[\\ud800-\\udfff]", "\\\\ud83d");
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String hash(String text) throws Exception {
    var mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec("key".getBytes(UTF_8), "HmacSHA256"));
    return HexFormat.of().formatHex(mac.doFinal(text.getBytes(UTF_8)));
  }
}
