// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.event;

import static io.tributary.common.event.Events.ids;
import static io.tributary.common.event.PageBodies.read;
import static io.tributary.common.event.PageBodies.texts;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.http.Body;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PageParserRowsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"id\":\"a\",\"guid\":\"g\"}|a",
        "{\"guid\":\"g\",\"id\":\"a\"}|a",
        "{\"guid\":\"g\",\"id\":null}|g",
        "{\"guid\":\"g\",\"id\":\"\"}|g",
        "{\"guid\":\"g\",\"id\":0}|g",
        "{\"guid\":\"g\",\"id\":\" \"}|g",
        "{\"guid\":\"g\",\"id\":\"00000000-0000-0000-0000-000000000000\"}|g",
        "{\"guid\":\"g\",\"id\":{\"x\":1}}|g",
        "{\"guid\":\"g\",\"id\":[1]}|g",
        "{\"guid\":\"g\",\"id\":true}|g",
        "{\"id\":17087471}|17087471",
        "{\"id\":-1}|-1",
        "{\"id\":12345678901234567890123}|12345678901234567890123",
        "{\"id\":1.0}|1.0",
        "{\"nested\":{\"x\":{\"id\":\"no\"},\"deep\":{\"id\":\"n\"}}}|n",
        "{\"nested\":{\"id\":\"no\",\"deep\":{\"id\":\"n\"}},\"guid\":\"g\"}|g",
        "{\"id\":\"first\",\"id\":\"second\"}|first",
        "{\"\\u0069d\":\"\\u00e9\\\"\"}|é\"",
      })
  void findsTheId(String row, String id) {
    assertThat(ids(read("[" + row + "]"))).containsExactly(id);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"created\":\"2026-03-01T08:15:42+0000\"}|2026-03-01T08:15:42Z",
        "{\"created\":1772352942}|2026-03-01T08:15:42Z",
        "{\"created\":1772352942.25}|2026-03-01T08:15:42.250Z",
        "{\"created\":1772352942250}|2026-03-01T08:15:42.250Z",
        "{\"created\":\"1772352942\"}|2026-03-01T08:15:42Z",
        "{\"created\":null,\"nested\":{\"time\":\"2026-03-01\"}}|2026-03-01T00:00:00Z",
        "{\"nested\":{\"time\":\"2026-03-02\"},\"created\":\"2026-03-01\"}|2026-03-01T00:00:00Z",
      })
  void findsTheTime(String row, String time) {
    assertThat(read("[" + row + "]")).extracting(Event::time).containsExactly(Instant.parse(time));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"id\":\"a\"}",
        "{\"id\":\"a\",\"created\":null}",
        "{\"id\":\"a\",\"created\":\"soon\"}",
        "{\"id\":\"a\",\"created\":0}",
        "{\"id\":\"a\",\"created\":\"1970-01-01T00:00:00Z\"}",
        "{\"id\":\"a\",\"created\":\"0001-01-01T00:00:00Z\"}",
        "{\"id\":\"a\",\"created\":-5}",
      })
  void anEventWithoutAUsableTimeIsKeptWithoutOne(String row) {
    var events = read("[" + row + "]");

    assertThat(ids(events)).containsExactly("a");
    assertThat(events.get(0).time()).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "\"\"", "\"00000000-0000-0000-0000-000000000000\""})
  void eventsUnderAnIdThatTellsNothingApartAreKnownByTheHashOfTheirBytes(String id) {
    var events = read("[{\"id\":%s,\"n\":1},{\"id\":%s,\"n\":2}]".formatted(id, id));

    assertThat(ids(events)).doesNotHaveDuplicates().allMatch(key -> key.matches("[0-9a-f]{64}"));
  }

  @Test
  void aRowThatIsNoObjectIsKeptByTheHashOfItsBytes() {
    var events = read("{\"data\":[ null, 1, -2.50 ,\"é \\\" }\",true,[1, {\"id\":\"x\"}], {}]}");

    assertThat(texts(events))
        .containsExactly("null", "1", "-2.50", "\"é \\\" }\"", "true", "[1, {\"id\":\"x\"}]", "{}");
    assertThat(ids(events)).allMatch(id -> id.matches("[0-9a-f]{64}")).doesNotHaveDuplicates();
  }

  @Test
  void anIdentityOfIdAndHashTellsAChangedEventFromTheOldOne() {
    var reader = new PageParser(List.of(""), List.of("/id"), List.of(), DedupeKey.ID_AND_HASH, 1);
    var body =
        PageBodies.body("[{\"id\":\"a\",\"n\":1},{\"id\":\"a\",\"n\":1},{\"id\":\"a\",\"n\":2}]");

    var events = reader.read(body).rows(body);

    assertThat(ids(events)).containsExactly("a", "a", "a");
    assertThat(events.get(1).digest()).isEqualTo(events.get(0).digest());
    assertThat(events.get(2).digest()).isNotEqualTo(events.get(0).digest());
    assertThat(events.get(0).digest()).isNotEqualTo(Event.digest("a"));
  }

  @Test
  void anEventWithoutAnIdIsKnownByTheHashOfItsBytes() {
    var events = read("[{\"a\":1},{\"a\":1},{\"a\": 1}]");

    assertThat(events.get(0).id())
        .isEqualTo("015abd7f5cc57a2dd94b7590f04ad8084273905ee33ec5cebeae62276a97f862");
    assertThat(events.get(1).digest()).isEqualTo(events.get(0).digest());
    assertThat(events.get(2).digest()).isNotEqualTo(events.get(0).digest());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"id\":\"odd\",\"text\":\"a\tb\nc\u0001\"}",
        "{\"id\":\"odd\",\"score\":NaN}",
        "{\"id\":\"odd\",\"score\":-Infinity}",
      })
  void anOddEventDoesNotKeepThePageFromBeingRead(String odd) {
    var events = read("{\"data\":[{\"id\":\"a\"}," + odd + ",{\"id\":\"b\"}]}");

    assertThat(ids(events)).containsExactly("a", "odd", "b");
    assertThat(texts(events)).contains(odd);
  }

  @Test
  void neitherNameNorNumberOfAnyLengthKeepsThePageFromBeingRead() {
    var number = "1".repeat(100_000);
    var name = "n".repeat(100_000);
    var odd = "{\"" + name + "\":" + number + ",\"id\":\"odd\"}";

    var events = read("{\"data\":[{\"id\":\"a\"}," + odd + ",{\"id\":\"b\"}]}");

    assertThat(ids(events)).containsExactly("a", "odd", "b");
  }

  @Test
  void bytesThatAreNoUtf8BecomeReplacementCharacters() {
    var text = "{\"data\":[{\"id\":\"a\"},{\"id\":\"odd\",\"x\":\"caf#\"},{\"id\":\"é\"}]}";
    var bytes = text.getBytes(UTF_8);
    bytes[text.indexOf('#')] = (byte) 0xe9;
    var body = new Body(PageBodies.SOURCE, bytes);

    var events = PageBodies.reader().read(body).rows(body);

    assertThat(ids(events)).containsExactly("a", "odd", "é");
    assertThat(texts(events).get(1)).isEqualTo("{\"id\":\"odd\",\"x\":\"caf\uFFFD\"}");
  }
}
