// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.obfuscation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.tributary.common.Fuzz;
import io.tributary.common.RandomText;
import io.tributary.common.json.LenientJson;
import io.tributary.common.json.SchemalessJson;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Masking of damaged events: it refuses what Jackson cannot read, and changes nothing but what the
 * rules hit, token by token. {@link RandomMaskingTest} compares intact ones byte by byte.
 */
class MaskingFuzzTest {
  private static final String SECRET = "canary";
  private static final Pattern LONG_NUMBER = Pattern.compile("\\d{19}");
  private static final Obfuscation RULES =
      Masks.of(
          "[{\"name\":[\"user\"]},{\"name\":[\"*\"],\"string_patterns\":[\"" + SECRET + "\"]}]");

  @Test
  void noMaskedByteSurvivesAndNothingElseChanges() {
    Fuzz.check(getClass(), MaskingFuzzTest::holds);
  }

  private static boolean holds(Random random) throws Exception {
    var event = new RandomText(random).damaged(event(random).getBytes(UTF_8));
    byte[] masked;
    try {
      masked = RULES.mask(event, 0, event.length);
    } catch (NotMaskableException e) {
      assertThat(isDocument(event)).as(e.getMessage()).isFalse();
      return false;
    }
    compare(event, masked);
    if (isPortable(event)) {
      // As text, because a mask may be of another type, such as a long instead of an integer.
      assertThat(schemaless(masked)).hasToString(RULES.mask(schemaless(event)).toString());
    }
    return !Arrays.equals(event, masked);
  }

  /** Whether a map of Connect holds the event as it is: there are no numbers beyond 64 bits. */
  private static boolean isPortable(byte[] event) {
    return LenientJson.repaired(event) == event
        && !LONG_NUMBER.matcher(new String(event, UTF_8)).find();
  }

  private static Object schemaless(byte[] json) {
    return SchemalessJson.parse(new String(json, UTF_8), () -> "{\"placeholder\":true}");
  }

  private static void compare(byte[] event, byte[] masked) throws IOException {
    try (var before = LenientJson.FACTORY.createParser(event);
        var after = LenientJson.FACTORY.createParser(masked)) {
      var objects = 0;
      for (var token = before.nextToken(); token != null; token = before.nextToken()) {
        var maskedToken = after.nextToken();
        objects += token == JsonToken.START_OBJECT ? 1 : token == JsonToken.END_OBJECT ? -1 : 0;
        if (token == JsonToken.FIELD_NAME && objects == 1 && before.currentName().equals("user")) {
          assertThat(after.currentName()).isEqualTo("user");
          before.nextToken();
          after.nextToken();
          assertThat(after.getText()).isEqualTo(mask(before));
          before.skipChildren();
        } else {
          assertThat(maskedToken).isEqualTo(token);
          assertThat(after.getText()).isEqualTo(before.getText().replace(SECRET, Field.MASK));
        }
      }
      assertThat(after.nextToken()).isNull();
    }
  }

  private static String mask(JsonParser value) {
    return switch (value.currentToken()) {
      case VALUE_NULL -> "null";
      case VALUE_TRUE, VALUE_FALSE -> "false";
      case VALUE_NUMBER_INT -> "-1";
      case VALUE_NUMBER_FLOAT -> "-1.0";
      default -> Field.MASK;
    };
  }

  private static boolean isDocument(byte[] json) {
    try (var parser = LenientJson.FACTORY.createParser(json)) {
      var first = parser.nextToken();
      parser.skipChildren();
      return first != null && first.isStructStart() && parser.nextToken() == null;
    } catch (IOException e) {
      return false;
    }
  }

  private static String event(Random random) {
    var text = new RandomText(random);
    var event =
        text.object(
            List.of(
                text.member(text.chance(0.5) ? "us\\u0065r" : "user", text.value(2)),
                text.member("x", text.value(3))));
    return text.chance(0.8) ? event : "[" + event + "," + text.value(3) + "]";
  }
}
