// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.obfuscation;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.Charset;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the rules cannot be applied to is refused, in words that hold nothing of it. */
class NotMaskableTest {
  private static final String RULES = "[{\"name\":[\"a\"]}]";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"canary\"            | it is neither an object nor an array",
        "12                    | it is neither an object nor an array",
        "null                  | it is neither an object nor an array",
        "` `                   | it is neither an object nor an array",
        "canary                | it is not JSON in UTF-8",
        "{\"a\":canary}        | it is not JSON in UTF-8",
        "{\"a\":\"canary\"     | it is not JSON in UTF-8",
        "{\"b\":\"x\",}        | it is not JSON in UTF-8",
        "{'a':'canary'}        | it is not JSON in UTF-8",
        "{\"a\":\"x\"}canary   | it is not JSON in UTF-8",
        "{\"a\":\"x\"}[]       | something follows the JSON value",
      })
  void whatIsNoEventIsRefused(String text, String why) {
    refused(RULES, text, UTF_8, why);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"b\tc\"", "NaN", "-Infinity"})
  void whatTheReaderOfEventsLetsPassIsMaskedToo(String odd) throws Exception {
    var event = "{\"b\":" + odd + ",\"a\":\"canary\"}";

    var masked = Masks.of(RULES).mask(event.getBytes(UTF_8), 0, event.length());

    assertThat(new String(masked, UTF_8)).isEqualTo(event.replace("canary", "****SANITIZED****"));
  }

  @Test
  void anotherEncodingIsRefused() {
    refused(RULES, "{\"a\":\"x\"}", UTF_16BE, "it is not UTF-8");
  }

  @Test
  void malformedUtf8IsRefused() {
    var bytes = "{\"a\":\"x\",\"b\":\"??\"}".getBytes(UTF_8);
    bytes[bytes.length - 4] = (byte) 0xc3;

    assertThatThrownBy(() -> Masks.of(RULES).mask(bytes, 0, bytes.length))
        .isInstanceOf(NotMaskableException.class)
        .hasMessage("it is not JSON in UTF-8");
  }

  @Test
  void nestingOfAnyDepthIsMaskedInText() {
    var deep = "[".repeat(100_000) + "{\"x\":\"canary\"}" + "]".repeat(100_000);

    assertThat(Masks.mask("[{\"name\":[\"*\",\"x\"]}]", deep))
        .isEqualTo(deep.replace("canary", "****SANITIZED****"));
  }

  @Test
  void nestingOfAnyDepthIsMaskedInMaps() {
    Object deep = Map.of("x", "canary");
    for (var depth = 0; depth < 100_000; depth++) {
      deep = List.of(deep);
    }

    var masked = Masks.of("[{\"name\":[\"*\",\"x\"]}]").mask(deep);

    while (masked instanceof List<?> list) {
      masked = list.get(0);
    }
    assertThat(masked).isEqualTo(Map.of("x", "****SANITIZED****"));
  }

  @Test
  void aPatternThatBacktracksWithoutEndIsStopped() {
    var rules = "[{\"name\":[\"a\"],\"string_patterns\":[\"(x+x+)+(?=y)\"]}]";
    var began = System.nanoTime();

    refused(rules, "{\"a\":\"" + "x".repeat(5_000) + "\"}", UTF_8, "a pattern takes too long");

    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(10));
  }

  @Test
  void aPatternThatExhaustsTheStackIsStopped() {
    var rules = "[{\"name\":[\"a\"],\"string_patterns\":[\"(x|y)*(?=z)\"]}]";

    refused(
        rules,
        "{\"a\":\"" + "xy".repeat(200_000) + "\"}",
        UTF_8,
        "a pattern or the nesting goes too deep");
  }

  @Test
  void anOrdinaryPatternMayReadALargeEvent() {
    var rules = "[{\"name\":[\"a\"],\"string_patterns\":[\"[a-z.]+@[a-z.]+\"],\"value\":\"\"}]";
    var text = "see alice@example.com ".repeat(45_000);

    assertThat(Masks.mask(rules, "{\"a\":\"" + text + "\"}"))
        .isEqualTo("{\"a\":\"" + "see  ".repeat(45_000) + "\"}");
  }

  @Test
  void aMapThatHoldsWhatTheRulesDoNotKnowIsRefused() {
    var struct = new Struct(SchemaBuilder.struct().field("b", Schema.STRING_SCHEMA).build());
    struct.put("b", "canary");
    var inner = Masks.of("[{\"name\":[\"a\",\"b\"]}]");

    assertThatThrownBy(() -> inner.mask(Map.of("a", struct)))
        .isInstanceOf(NotMaskableException.class)
        .hasMessage("it holds a Struct");
    assertThat(inner.mask(Map.of("c", struct))).isEqualTo(Map.of("c", struct));
    assertThat(Masks.of(RULES).mask(Map.of("a", new byte[] {1})))
        .isEqualTo(Map.of("a", "****SANITIZED****"));
  }

  private static void refused(String rules, String text, Charset charset, String why) {
    var bytes = text.getBytes(charset);

    assertThatThrownBy(() -> Masks.of(rules).mask(bytes, 0, bytes.length))
        .isInstanceOf(NotMaskableException.class)
        .hasMessage(why)
        .hasNoCause();
  }
}
