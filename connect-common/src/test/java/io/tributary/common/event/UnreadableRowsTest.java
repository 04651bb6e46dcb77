// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.event;

import static io.tributary.common.event.Events.at;
import static io.tributary.common.event.Events.ids;
import static io.tributary.common.event.PageBodies.SOURCE;
import static io.tributary.common.event.PageBodies.body;
import static io.tributary.common.event.PageBodies.read;
import static io.tributary.common.event.PageBodies.texts;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.common.error.ApiError;
import io.tributary.common.error.ApiException;
import io.tributary.common.event.Event.Anomaly;
import io.tributary.common.http.Body;
import io.tributary.common.json.ByteSlice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** R3: an odd row costs only itself. */
class UnreadableRowsTest {
  private static final String GOOD = "{\"id\":\"good\",\"created\":\"2026-03-01T08:00:00Z\"}";

  static Stream<String> broken() {
    return Stream.of(
        "{\"id\":\"x\",\"form\":{\"\\ud83d\":\"v\"}}",
        "{\"\\udc00\":1}",
        "{\"id\":\"x\",\"a\":\"\\q\"}",
        "{\"id\":\"x\",\"a\":\"\\u12g4\"}",
        "{\"id\":\"x\",\"a\":tru e}",
        "{\"id\":\"x\",\"a\":undefined}",
        "{\"id\":\"x\",\"a\":01}",
        "{\"id\":\"x\",\"a\":.5}",
        "{\"id\":\"x\",\"a\":}",
        "{\"id\":\"x\",}",
        "{\"id\" \"x\"}",
        "{'id':'x'}",
        "{\"id\":\"x\",\"a\":[}",
        "{\"id\":\"x\"}}",
        "{\"id\":\"x\"} junk \"of, some\" kind",
        "{\"id\":\"x\",\"a\":" + "[".repeat(1_001) + "]".repeat(1_001) + "}",
        "[" + "{\"a\":".repeat(1_000) + "1" + "}".repeat(1_000) + "]",
        "undefined",
        "-",
        "\"\\x\"");
  }

  @ParameterizedTest
  @MethodSource("broken")
  void aRowThatCannotBeParsedCostsOnlyItself(String row) {
    var last = "{\"id\":\"z\"}";

    var events = read("{\"n\":1,\"data\":[" + GOOD + " , " + row + " ,\n" + last + "]}");

    assertThat(texts(events)).containsExactly(GOOD, row, last);
    assertThat(ids(events)).containsExactly("good", sha256(row), "z");
    assertThat(events.stream().map(Event::anomaly))
        .containsExactly(Anomaly.NONE, Anomaly.UNREADABLE, Anomaly.NONE);
    assertThat(events.get(0).time()).isEqualTo(at("08:00:00"));
  }

  @ParameterizedTest
  @MethodSource("broken")
  void aPageMayConsistOfSuchRows(String row) {
    assertThat(read("[" + row + "," + row + "]"))
        .extracting(Event::id)
        .containsExactly(sha256(row), sha256(row));
  }

  @Test
  void theTimeBeforeTheUnreadablePartCounts() {
    var row = "{\"id\":\"x\",\"created\":\"2026-03-01T08:15:42Z\",\"form\":{\"\\ud83d\":1}}";

    assertThat(read("{\"data\":[" + row + "]}"))
        .singleElement()
        .satisfies(event -> assertThat(event.time()).isEqualTo(at("08:15:42")));
  }

  static Stream<String> endless() {
    return Stream.of(
        "{\"id\":\"x\",\"a\":\"he said \"no\"}",
        "{\"id\":\"x\",\"a\":no\", \"b\":[{\"c\":1}], \"d\":2}",
        "{\"id\":\"x\",\"a\":{\"b\":1}",
        "{\"id\":\"x\",\"a\":\"b\\\"}");
  }

  @ParameterizedTest
  @MethodSource("endless")
  void aRowRequestedAloneCostsOnlyItselfEvenIfNothingShowsWhereItEnds(String row) {
    var body = body("{\"data\":[ " + row + " ],\"total\":7}");

    var page = PageBodies.reader().contents(body, 1).orElseThrow();

    assertThat(texts(page.rows(body))).containsExactly(row);
    assertThat(page.rows(body)).extracting(Event::anomaly).containsExactly(Anomaly.UNREADABLE);
    assertThat(page.number("/total")).hasValue(7);
  }

  @ParameterizedTest
  @MethodSource("endless")
  void severalRowsAreNeverTakenForOne(String row) {
    assertUnreadable(body("{\"data\":[" + row + "," + GOOD + "],\"total\":7}"), 2);
    assertUnreadable(body("{\"data\":[" + GOOD + "," + row + "],\"total\":7}"), 1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"data\":[{\"id\":\"x\",\"a\":[{\"b\":1}],\"c\":\"d",
        "{\"data\":[{\"id\":\"x\",\"a\":[{\"b\":1}]",
        "{\"data\":[{\"id\":\"x\",\"a\":[{\"b\":1}]}",
        "{\"data\":[{\"id\":\"x",
        "{\"data\":[",
        "<html>[{\"a\":1}]</html>"
      })
  void anAnswerThatWasCutIsNotARow(String text) {
    assertUnreadable(body(text), 1);
  }

  private static void assertUnreadable(Body body, int limit) {
    assertThatThrownBy(() -> PageBodies.reader().contents(body, limit))
        .isInstanceOfSatisfying(
            ApiException.class, e -> assertThat(e.error()).isEqualTo(ApiError.UNREADABLE));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"\\ud83d\":1,\"data\":[%s],\"total\":7}",
        "{\"note\":\"\\q\",\"data\":[%s],\"total\":7}",
        "{\"meta\":{\"\\ud83d\":{\"data\":[1]}},\"data\":[%s],\"total\":7}",
        "{\"debug\":[1,{\"x\":nul}],\"data\":[%s],\"total\":7}",
      })
  void anOddMemberBesideTheRowsCostsOnlyItself(String envelope) {
    var body = body(envelope.formatted(GOOD));

    var page = PageBodies.reader().read(body);

    assertThat(texts(page.rows(body))).containsExactly(GOOD);
    assertThat(page.number("/total")).hasValue(7);
    assertThat(page.isError()).isFalse();
  }

  @Test
  void anErrorThatCannotBeParsedIsAnErrorStill() {
    var body = body("{\"data\":[" + GOOD + "],\"errors\":[{\"\\ud83d\":\"no\"}]}");

    assertThat(PageBodies.reader().read(body).isError()).isTrue();
  }

  @Test
  void bytesThatAreNoUtf8AreRepairedNextToAnUnreadableRow() {
    var text = "[{\"id\":\"caf#\"},{\"\\ud83d\":1}]";
    var bytes = text.getBytes(UTF_8);
    bytes[text.indexOf('#')] = (byte) 0xe9;
    var body = new Body(SOURCE, bytes);

    assertThat(texts(PageBodies.reader().read(body).rows(body)))
        .containsExactly("{\"id\":\"caf\uFFFD\"}", "{\"\\ud83d\":1}");
  }

  @Test
  void aRowAsDeepAsAllowedInThePageIsReadAndOneDeeperIsNot() {
    for (var depth = 990; depth <= 1_002; depth++) {
      var row = "[".repeat(depth) + "]".repeat(depth);
      var expected = depth <= 998 ? Anomaly.NO_ID : Anomaly.UNREADABLE;
      assertThat(read("{\"data\":[" + row + "," + GOOD + "]}"))
          .as("depth %s", depth)
          .extracting(Event::anomaly)
          .containsExactly(expected, Anomaly.NONE);
    }
  }

  @Test
  void aBodyNestedWithoutEndIsRefusedWithoutAnObjectForEachLevel() {
    var bytes = new byte[16 << 20];
    Arrays.fill(bytes, (byte) '[');
    var start = "{\"data\":[{\"id\":\"x\",\"a\":".getBytes(UTF_8);
    System.arraycopy(start, 0, bytes, 0, start.length);

    assertThatThrownBy(() -> PageBodies.reader().read(new Body(SOURCE, bytes)))
        .isInstanceOfSatisfying(
            ApiException.class, e -> assertThat(e.error()).isEqualTo(ApiError.UNREADABLE));
  }

  @Test
  void farMoreRowsThanRequestedCountAsTooLarge() {
    var reader = new PageParser(List.of("/data"), List.of(), List.of(), DedupeKey.ID, 2_000);

    assertThat(reader.read(body(rows(20_000))).events().orElseThrow()).hasSize(20_000);
    assertTooLarge(reader, rows(20_001));
    assertTooLarge(reader, rows(30_000).replace("]}", ",\"\\q\"]}"));
  }

  @Test
  void tenThousandRowsAreNeverTooMany() {
    assertThat(read(rows(10_000))).hasSize(10_000);
    assertTooLarge(PageBodies.reader(), rows(10_001));
  }

  @Test
  void millionsOfMembersBesideTheRowsAreNotKept() {
    var members = new StringBuilder("{\"data\":[]");
    for (var i = 0; i < 100_000; i++) {
      members.append(",\"m").append(i).append("\":").append(i);
    }

    var page = PageBodies.reader().read(body(members + "}"));

    assertThat(page.number("/m0")).hasValue(0);
    assertThat(page.envelope()).hasSizeLessThanOrEqualTo(1_000);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void whereverAByteIsFlippedEventsComeOrACatalogueError(long seed) {
    var random = new Random(seed);
    var rows = new ArrayList<String>();
    for (var i = 0; i < 9; i++) {
      rows.add("{\"id\":\"r%d\",\"t\":[\"a}\\\"]{\",{\"k\":%d}],\"d\":-1.5e3}".formatted(i, i));
    }
    var text = "{\"data\":[" + String.join(",", rows) + "],\"total\":9}";
    for (var run = 0; run < 5_000; run++) {
      var bytes = text.getBytes(UTF_8);
      bytes[random.nextInt(bytes.length)] = (byte) (32 + random.nextInt(95));
      var body = new Body(SOURCE, bytes);
      try {
        for (var event : PageBodies.reader().read(body).events().orElse(List.of())) {
          assertThat(event.json().text()).isNotBlank();
        }
      } catch (ApiException e) {
        assertThat(e.error()).isEqualTo(ApiError.UNREADABLE);
      }
    }
  }

  private static void assertTooLarge(PageParser reader, String text) {
    assertThatThrownBy(() -> reader.read(body(text)))
        .isInstanceOfSatisfying(
            ApiException.class, e -> assertThat(e.error()).isEqualTo(ApiError.EVENT_TOO_LARGE))
        .hasMessageContaining("rows");
  }

  private static String rows(int count) {
    return "{\"data\":[" + "0,".repeat(count - 1) + "0]}";
  }

  private static String sha256(String text) {
    return HexFormat.of().formatHex(ByteSlice.of(text.getBytes(UTF_8)).sha256());
  }
}
