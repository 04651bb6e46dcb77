// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.devo.config.MultilineMode;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SingleLineTest {
  private static final String PRETTY =
      """
      {
        "path": "C:\\\\temp\\\\new",\r
        "note": "two\\nlines",
        "list": [1,
                 2]
      }
      """;

  @Test
  void turnsLineBreaksBetweenTokensOfJsonIntoSpacesAndKeepsItsMeaning() throws Exception {
    var line = SingleLine.of(PRETTY, MultilineMode.ESCAPE).orElseThrow();

    assertThat(line).doesNotContain("\n", "\r").hasSameSizeAs(PRETTY);
    assertThat(new ObjectMapper().readTree(line)).isEqualTo(new ObjectMapper().readTree(PRETTY));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"note\":\"two\\nlines\\r\\u0000\"}",
        "[\"C:\\\\temp\"]",
        " {\"a\":{\"b\":[{}]}}",
        "plain text",
        "",
        "{\"non\":\"Zoë 🎈\"}",
        " [C:\\temp] " // in brackets, and on one line as it is
      })
  void leavesOneLineOfJsonOrTextUntouched(String text) {
    assertThat(SingleLine.of(text, MultilineMode.ESCAPE)).contains(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"a\":\"C:\\\\x\"}", "[\"\\n\"]", "{\r\n\"a\":\"\\n\"\n}\n"})
  void seesJsonBehindAByteOrderMark(String json) {
    assertThat(SingleLine.of("\uFEFF" + json, MultilineMode.ESCAPE))
        .contains("\uFEFF" + json.replace('\n', ' ').replace('\r', ' '));
    assertThat(SingleLine.of("\uFEFFC:\\x", MultilineMode.ESCAPE)).contains("\uFEFFC:\\\\x");
  }

  @Test
  void escapesTextSoThatNothingIsLost() {
    assertThat(SingleLine.of("a\nb\r\nc\0d\\n", MultilineMode.ESCAPE))
        .contains("a\\nb\\r\\nc\\0d\\\\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"C:\\new", "{C:\\new", "[C:\\new}", "\"C:\\\\new\""})
  void doublesBackslashesOfALineThatCouldPassForSeveral(String text) {
    assertThat(SingleLine.of(text, MultilineMode.ESCAPE)).contains(text.replace("\\", "\\\\"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"raw\":\"two\nlines\"}", // a raw break inside a string: not JSON
        "{\"a\":1}\n{\"b\":2}", // two values: as one line the second would be lost
        "{\"a\":1\n", // cut off
        "{\"a\":1}\n]",
        "{not json}\n",
        "\"a\nb\""
      })
  void escapesWhatOnlyLooksLikeJson(String text) {
    assertThat(SingleLine.of(text, MultilineMode.ESCAPE)).contains(text.replace("\n", "\\n"));
  }

  @Test
  void replacesBreaksBySpaces() {
    assertThat(SingleLine.of("a\nb\r\nc\0d\\", MultilineMode.SPACE)).contains("a b  c d\\");
  }

  @Test
  void keepsEverythingWhereOctetsAreCounted() {
    assertThat(SingleLine.of(PRETTY, MultilineMode.OCTET_COUNTING)).containsSame(PRETTY);
  }

  @Test
  void refusesBreaksInTextButNotBetweenTokensOfJson() {
    assertThat(SingleLine.of("a\nb", MultilineMode.FAIL)).isEmpty();
    assertThat(SingleLine.of("a\\b", MultilineMode.FAIL)).contains("a\\b");
    assertThat(SingleLine.of("{\n}", MultilineMode.FAIL)).contains("{ }");
  }

  /** The events of OneReadingTest. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("oddities")
  void takesForJsonWhatTheSourcesTakeForIt(String what, String member) {
    var event = "{\n\"id\":\"x\",\r\n" + member + "}";

    assertThat(SingleLine.of(event, MultilineMode.ESCAPE))
        .contains(event.replace('\n', ' ').replace('\r', ' '));
  }

  static Stream<Arguments> oddities() {
    return Stream.of(
        arguments("a number of 1,001 digits", "\"n\":" + "7".repeat(1_001)),
        arguments("1,001 arrays", "\"n\":" + "[".repeat(1_001) + "]".repeat(1_001)),
        arguments("300,000 arrays", "\"n\":" + "[".repeat(300_000) + "]".repeat(300_000)),
        arguments("a name of 50,001 characters", "\"" + "n".repeat(50_001) + "\":1"),
        arguments("a raw tab", "\"n\":\"a\tb\""),
        arguments("a number that is none", "\"n\":[NaN,-Infinity]"));
  }

  @Test
  void takesJsonOfAnyDepthForJson() {
    var deep = "[".repeat(5_000) + "\n\"\\n\"" + "]".repeat(5_000);

    assertThat(SingleLine.of(deep, MultilineMode.ESCAPE)).contains(deep.replace('\n', ' '));
  }
}
