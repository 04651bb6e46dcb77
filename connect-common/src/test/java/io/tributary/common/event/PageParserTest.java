// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.event;

import static io.tributary.common.event.Events.ids;
import static io.tributary.common.event.PageBodies.SOURCE;
import static io.tributary.common.event.PageBodies.body;
import static io.tributary.common.event.PageBodies.read;
import static io.tributary.common.event.PageBodies.texts;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.tributary.common.error.ApiError;
import io.tributary.common.error.ApiException;
import io.tributary.common.error.Recoverability;
import io.tributary.common.http.Body;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageParserTest {
  private final PageParser reader = PageBodies.reader();

  @Test
  void anEventIsASliceOfTheBodyByteForByte() {
    var first = "{ \"id\" : \"a\" ,\n\t\"text\":\"Zoë 北京 😀 \\u00e9 } ]\" }";
    var second = "{\"id\":\"b\",\"l\":[{\"id\":\"no\"},[]],\"n\":-1.50e+3}";
    var body = "{ \"vörher\" : \"😀 北\", \"events\" : [ " + first + " ,\r\n" + second + "\n] }";

    var events = read(body);

    assertThat(texts(events)).containsExactly(first, second);
    assertThat(ids(events)).containsExactly("a", "b");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"events\":[%s]}",
        "{\"data\":[%s]}",
        "{\"result\":{\"total\":1,\"items\":[%s]}}",
        "[%s]",
        " \n[ %s ] \n",
        "{\"metadata\":{\"total\":1,\"x\":{\"events\":[7]}},\"data\":[%s],\"links\":[1,2]}",
      })
  void takesEveryEnvelope(String envelope) {
    assertThat(texts(read(envelope.formatted("{\"id\":\"a\"}")))).containsExactly("{\"id\":\"a\"}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"events\":[{\"id\":\"a\"}],\"data\":[{\"id\":\"b\"}]}",
        "{\"data\":[{\"id\":\"b\"}],\"events\":[{\"id\":\"a\"}]}",
        "{\"data\":[{\"id\":\"b\"},{\"id\":\"c\"}],\"events\":[{\"id\":\"a\"}]}",
      })
  void theFirstPointerCountsWhateverTheOrderOfTheBody(String body) {
    assertThat(ids(read(body))).containsExactly("a");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"events\":null,\"data\":[{\"id\":\"a\"}]}",
        "{\"data\":[{\"id\":\"a\"}],\"events\":null}"
      })
  void anArrayCountsBeforeANull(String body) {
    assertThat(ids(read(body))).containsExactly("a");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"data\":[]}", "{\"data\":null}", "[]", "{\"events\":[],\"n\":1}"})
  void anEmptyOrNullArrayIsAnEmptyPage(String body) {
    assertThat(read(body)).isEmpty();
  }

  @Test
  void anAnswerWithoutContentIsAnEmptyPage() {
    var none = Body.withoutContent(SOURCE);

    assertThat(reader.rows(none)).contains(List.of());
    assertThat(reader.contents(none).orElseThrow().envelope()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"rows\":[{\"id\":1}]}",
        "{\"data\":{}}",
        "{\"data\":\"none\"}",
        "{\"errors\":[{\"code\":\"ERR\"}]}",
        "null",
        "17",
        "\"text\""
      })
  void aBodyWithoutAnArrayIsAnError(String body) {
    assertUnreadable(body).hasMessageContaining("it has no array of events");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "   ",
        "<!DOCTYPE html><html><body>Maintenance</body></html>",
        "{\"events\":[{\"id\":\"a\"},{\"id\":\"b",
        "{\"events\":[{\"id\":\"a\"}]",
        "{\"events\":[{\"id\":\"a\"}",
        "{\"events\":[{\"id\":\"a\"}]} trailing",
        "{\"events\":[{\"id\":\"a\"}]}{}",
        "{\"events\":[{\"id\":\"a\"},]}",
        "{\"events\":[{\"id\":\"a\"},,{\"id\":\"b\"}]}",
        "{\"events\":[{\"id\":\"a},{\"id\":\"b\"}]}",
        "{'events':[{\"id\":1}]}"
      })
  void aBodyThatIsNotOneJsonValueIsAnError(String body) {
    assertUnreadable(body).hasMessageStartingWith("ApiError 495: Failed to parse JSON events from");
  }

  @Test
  void aBodyCutAnywhereIsAnError() {
    var body = "{\"events\":[{\"id\":\"é\",\"n\":1.5,\"t\":true},{\"l\":[]}],\"next\":null}";
    var bytes = body.getBytes(UTF_8);

    for (var length = 0; length < bytes.length; length++) {
      var cut = new Body(SOURCE, Arrays.copyOf(bytes, length));
      assertThatThrownBy(() -> reader.read(cut).rows(cut))
          .as("cut after %s bytes", length)
          .isInstanceOf(ApiException.class);
    }
  }

  @Test
  void theErrorQuotesTheStartOfTheBodyOnOneLineAndNoMore() {
    var html = "<html>\n<body>" + "x".repeat(500) + "</body></html>";

    assertUnreadable(html)
        .hasMessageContaining(SOURCE)
        .hasMessageContaining(": <html> <body>xxx")
        .satisfies(e -> assertThat(e.getMessage().length()).isLessThan(450));
  }

  @Test
  void theCharsetMustBeUtf8() {
    for (var charset : new Charset[] {UTF_16BE, UTF_16LE}) {
      var body = new Body(SOURCE, "[{\"id\":\"a\"}]".getBytes(charset));
      assertThatThrownBy(() -> reader.read(body))
          .as(charset.name())
          .isInstanceOf(ApiException.class);
    }
  }

  @Test
  void aByteOrderMarkShiftsNothing() {
    assertThat(texts(read("\uFEFF{\"events\":[{\"id\":\"a\"}]}")))
        .containsExactly("{\"id\":\"a\"}");
  }

  @Test
  void deepNestingNeitherOverflowsTheStackNorMovesASlice() {
    var deep = "{\"id\":\"a\",\"x\":" + "[".repeat(900) + "]".repeat(900) + "}";
    assertThat(texts(read("[" + deep + ",{\"id\":\"b\"}]")))
        .containsExactly(deep, "{\"id\":\"b\"}");

    assertUnreadable("[".repeat(100_000));
    assertUnreadable("{\"a\":".repeat(100_000));
  }

  @Test
  void theEnvelopeTellsItsScalarsTwoLevelsDeep() {
    var body =
        body(
            "{\"total\":3,\"meta\":{\"page\":\"2\",\"x\":{\"y\":1}},\"ok\":true,\"data\":[{\"z\":9}]}");

    var contents = reader.read(body);

    assertThat(contents.envelope())
        .containsOnly(entry("/total", "3"), entry("/meta/page", "2"), entry("/ok", "true"));
    assertThat(contents.number(List.of("/absent", "/meta/page", "/total"))).hasValue(2);
    assertThat(contents.number(List.of("/ok"))).isEmpty();
    assertThat(contents.number(List.of())).isEmpty();
  }

  @Test
  void pointersMayNameMembersWithSlashesAndTildes() {
    var odd = new PageParser(List.of("/a~1b"), List.of("/i~0d"), List.of());

    var body = body("{\"a/b\":[{\"i~d\":\"x\"}]}");

    assertThat(ids(odd.read(body).rows(body))).containsExactly("x");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void slicesAreRightInBodiesMadeAtRandom(long seed) {
    var random = new Random(seed);
    var rows = new ArrayList<String>();
    for (var i = 0; i < 2000; i++) {
      rows.add(randomObject(random, i));
    }
    var separator = new String[] {",", " , ", ",\n\t"}[random.nextInt(3)];
    var body = "{\"préfix\":\"😀\",\"events\":[" + String.join(separator, rows) + "]}";

    assertThat(texts(read(body))).isEqualTo(rows);
  }

  private static String randomObject(Random random, int number) {
    var alphabet = new String[] {"a", "é", "北", "😀", "\\n", "\\\"", "}", "]", ",", " ", "\\u20ac"};
    var text = new StringBuilder();
    for (var i = random.nextInt(40); i > 0; i--) {
      text.append(alphabet[random.nextInt(alphabet.length)]);
    }
    return "{\"id\":%d,%s\"%s\":[\"%s\",{\"k\":%s}]}"
        .formatted(
            number, " ".repeat(random.nextInt(3)), text, text, random.nextBoolean() ? "1e9" : "{}");
  }

  private AbstractThrowableAssert<?, ? extends Throwable> assertUnreadable(String text) {
    return assertThatThrownBy(() -> read(text))
        .hasNoCause()
        .isInstanceOfSatisfying(
            ApiException.class,
            e -> {
              assertThat(e.error()).isEqualTo(ApiError.UNREADABLE);
              assertThat(e.recoverability()).isEqualTo(Recoverability.UNCLEAR);
            });
  }
}
