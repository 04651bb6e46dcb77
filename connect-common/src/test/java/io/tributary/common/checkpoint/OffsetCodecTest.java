// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.checkpoint;

import static io.tributary.common.event.Events.at;
import static io.tributary.common.event.Events.event;
import static io.tributary.common.event.Events.ids;
import static io.tributary.common.event.Events.many;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.common.event.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an offset looks like in the topic and over the REST API, and which ones are taken. */
class OffsetCodecTest {
  private static final Duration OVERLAP = Duration.ofSeconds(60);
  private static final Instant WINDOW_END = at("09:00:00");

  /** The same three ids as below, in the present version. */
  private static final String THREE_NEW_IDS = "tb7nk0.ypeBEsobvcoAAPiPoFgA5WUoAALn0sA6lQeuIAC";

  /** SHA-256 of a, b and c begins with ca978112ca1bbdca, 3e23e8160039594a, 2e7d2c03a9507ae2. */
  private static final String THREE_IDS =
      "[\"ypeBEsobvco@tb7nk0\",\"PiPoFgA5WUo@tb7nk0\",\"Ln0sA6lQeuI@tb7nk1\"]";

  private final Checkpoint start = Checkpoint.startingAt(at("08:00:00"));
  private final List<Event> page =
      List.of(event("a", "08:00:00"), event("b", "08:00:00.750"), event("c", "08:00:01"));
  private final Checkpoint after =
      start.emit(page, Reach.of(WINDOW_END), LookBack.over(OVERLAP)).after();

  @Test
  void theRecordsOfAPageShareTheirIdsCountDownAndMoveTimeWithTheLast() {
    var offsets = start.emit(page, Reach.of(WINDOW_END), LookBack.over(OVERLAP)).offsets();

    assertThat(offsets)
        .containsExactly(
            written("2026-03-01T08:00:00Z", "2"),
            written("2026-03-01T08:00:00Z", "1"),
            written("2026-03-01T08:00:01Z", "0"));
    assertThat(offsets.get(0).get("last_ids")).isSameAs(offsets.get(2).get("last_ids"));
  }

  @Test
  void everyOffsetStandsForWhatWasEmittedUpToItsRecord() {
    var offsets = start.emit(page, Reach.of(WINDOW_END), LookBack.over(OVERLAP)).offsets();

    assertThat(ids(OffsetCodec.decode(offsets.get(0)).unseen(page))).containsExactly("b", "c");
    assertThat(ids(OffsetCodec.decode(offsets.get(1)).unseen(page))).containsExactly("c");
    assertThat(OffsetCodec.decode(offsets.get(2)).unseen(page)).isEmpty();
    assertThat(OffsetCodec.decode(offsets.get(2)).time()).isEqualTo(after.time());
    assertThat(OffsetCodec.decode(offsets.get(2)).since()).isEqualTo(after.since());
  }

  @Test
  void theIdsOfEarlierPagesStandBeforeThoseOfThisOne() {
    var second = List.of(event("d", "08:00:02"), event("e", "08:00:03"));

    var offsets = after.emit(second, Reach.of(WINDOW_END), LookBack.over(OVERLAP)).offsets();

    assertThat(offsets.get(0).get("last_ids")).startsWith(THREE_NEW_IDS);
    assertThat(offsets).extracting(offset -> offset.get("ids_pending")).containsExactly("1", "0");
    var restarted = OffsetCodec.decode(offsets.get(0));
    assertThat(ids(restarted.unseen(page))).isEmpty();
    assertThat(ids(restarted.unseen(second))).containsExactly("e");
  }

  @Test
  void anIdIsTheFirstEightBytesOfItsSha256AndItsSecond() {
    var read = new ArrayList<String>();

    SeenLog.read(
        THREE_NEW_IDS,
        (digest, second) ->
            read.add(Long.toHexString(digest) + ' ' + Instant.ofEpochSecond(second)));

    assertThat(read)
        .containsExactly(
            "ca978112ca1bbdca 2026-03-01T08:00:00Z",
            "3e23e8160039594a 2026-03-01T08:00:00Z",
            "2e7d2c03a9507ae2 2026-03-01T08:00:01Z");
    assertThat(Event.digest("a")).isEqualTo(0xca978112ca1bbdcaL);
  }

  @Test
  void secondsFarApartAndBeforeEachOtherComeBack() {
    var seconds = List.of(0L, 1L, -1L, 2047L, -2048L, 131_072L, 8_388_608L, 253_402_300_799L);
    var log = new SeenLog(seconds.size());
    for (var second : seconds) {
      log.append(second * 0x9E3779B97F4A7C15L, second);
    }
    var read = new ArrayList<Long>();

    SeenLog.read(log.text(0, log.size()), (digest, second) -> read.add(second));
    assertThat(read).isEqualTo(seconds);

    read.clear();
    SeenLog.read(log.text(3, 6), (digest, second) -> read.add(second));
    assertThat(read).isEqualTo(seconds.subList(3, 6));
  }

  @Test
  void anOffsetOfVersion1WithAllItsIdsGoesOnWithoutARepeat() {
    var events = many("a", SeenIds.MOST, "08:00:00");
    var old =
        OffsetCodec.encodeVersion1(
            start.emit(events, Reach.of(WINDOW_END), LookBack.over(OVERLAP)).after());

    var read = OffsetCodec.decode(old);

    assertThat(old).containsEntry("version", "1");
    assertThat(read.seen().size()).isEqualTo(SeenIds.MOST);
    assertThat(read.unseen(events)).isEmpty();
    assertThat(OffsetCodec.decode(OffsetCodec.encode(read)).unseen(events)).isEmpty();
  }

  @Test
  void version1IsWrittenAsEarlierReleasesWroteIt() {
    assertThat(OffsetCodec.encodeVersion1(after))
        .isEqualTo(offset("2026-03-01T08:00:01Z", THREE_IDS, "0"));
  }

  @Test
  void anIdTakesThirteenBytes() {
    var events = many("a", 1000, "08:00:00");
    var offsets = start.emit(events, Reach.of(WINDOW_END), LookBack.over(OVERLAP)).offsets();

    assertThat(offsets.get(999).get("last_ids").length()).isLessThan(13_020);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tb7nk0",
        "tb7nk0.y",
        "tb7nk0.ypeBEsobvcoAA!",
        ".",
        "zzzzzzzzzzzzzz.ypeBEsobvco",
        "\u00e9.a"
      })
  void refusesIdsThatAreNoList(String ids) {
    var offset = written("2026-03-01T08:00:01Z", "0");
    offset.put("last_ids", ids);

    assertThatThrownBy(() -> OffsetCodec.decode(offset))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("last_ids is not a list of ids at character ");
  }

  @Test
  void aFullOffsetStaysBelowTheProducersLimit() {
    var events = many("a", SeenIds.MOST, "08:00:00");

    var offsets = start.emit(events, Reach.of(WINDOW_END), LookBack.over(OVERLAP)).offsets();

    var last = offsets.get(SeenIds.MOST - 1);
    var bytes = last.values().stream().mapToInt(text -> text.getBytes(UTF_8).length).sum();
    assertThat(bytes).isBetween(380_000, 450_000);
    assertThat(OffsetCodec.decode(last).seen().size()).isEqualTo(SeenIds.MOST);
  }

  @Test
  void anOffsetHasFiveStrings() {
    assertThat(start.emit(page, Reach.of(WINDOW_END), LookBack.over(OVERLAP)).offsets())
        .allSatisfy(offset -> assertThat(offset).hasSize(5));
  }

  @Test
  void aTimeAloneIsARewindWithNothingSeen() {
    var rewound = OffsetCodec.decode(Map.of("last_event_time_in_utc", "2026-03-01T00:00:00.500Z"));

    assertThat(rewound.time()).isEqualTo(Instant.parse("2026-03-01T00:00:00.500Z"));
    assertThat(rewound.since()).isEqualTo(Instant.parse("2026-03-01T00:00:00Z"));
    assertThat(rewound.seen().size()).isZero();
  }

  @Test
  void idsOlderThanSinceAreNotKept() {
    var offset = offset("2026-03-01T08:00:01Z", THREE_IDS, "0");
    offset.put("since_in_utc", "2026-03-01T08:00:01Z");

    assertThat(OffsetCodec.decode(offset).seen().size()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"3", "17"})
  void refusesANewerVersion(String version) {
    var offset = offset("2026-03-01T08:00:01Z", THREE_IDS, "0");
    offset.put("version", version);

    assertThatThrownBy(() -> OffsetCodec.decode(offset))
        .isInstanceOf(ConnectException.class)
        .hasMessageStartingWith(
            "SetupError 711: The offset has version %s, but this connector supports versions up to 2"
                .formatted(version));
  }

  @ParameterizedTest(name = "{0}={1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "version|one|version must be 1 or 2",
        "last_event_time_in_utc|yesterday|last_event_time_in_utc: 'yesterday' is not a timestamp",
        "last_event_time_in_utc|2026-03-01|last_event_time_in_utc: '2026-03-01' is not a timestamp",
        "last_event_time_in_utc|``|last_event_time_in_utc: '' is not a timestamp such as 2026-03-01T00:00:00Z, from 1970 to 9999",
        "last_event_time_in_utc|-1000000000-01-01T00:00:00Z|last_event_time_in_utc: '-1000000000-01-01T00:00:00Z' is not",
        "last_event_time_in_utc|+1000000000-12-31T23:59:59Z|last_event_time_in_utc: '+1000000000-12-31T23:59:59Z' is not",
        "last_event_time_in_utc|+10000-01-01T00:00:00Z|last_event_time_in_utc: '+10000-01-01T00:00:00Z' is not",
        "last_event_time_in_utc|1969-12-31T23:59:59.999999999Z|last_event_time_in_utc: '1969-12-31T23:59:59.999999999Z' is not",
        "last_event_time_in_utc|-1|last_event_time_in_utc: '-1' is not a timestamp",
        "last_event_time_in_utc|1772323200|last_event_time_in_utc: '1772323200' is not a timestamp",
        "last_event_time_in_utc|NaN|last_event_time_in_utc: 'NaN' is not a timestamp",
        "last_event_time_in_utc|2026-03-01T08:00:01.9999999999Z|last_event_time_in_utc: '2026-03-01T08:00:01.9999999999Z' is",
        "since_in_utc|soon|since_in_utc: 'soon' is not a timestamp such as",
        "since_in_utc|-1000000000-01-01T00:00:00Z|since_in_utc: '-1000000000-01-01T00:00:00Z' is not",
        "since_in_utc|2026-03-01T08:00:02Z|since_in_utc must not be later than last_event_time",
        "last_ids|a,b|last_ids must be a JSON array in a string",
        "last_ids|[a]|last_ids has an entry that is not \"digest@second\"",
        "last_ids|[\"ypeBEsobvco\"]|last_ids has an entry that is not \"digest@second\"",
        "last_ids|[\"ypeB@tb7nk0\"]|last_ids has a digest that is not 8 bytes long",
        "last_ids|[\"ypeBEsobvcoA@tb7nk0\"]|last_ids has a digest that is not 8 bytes long",
        "last_ids|[\"ypeBEsobvco@\"]|last_ids has an entry that is not \"digest@second\"",
        "last_ids|[\"ypeBEsobvco@-\"]|last_ids has an entry that is not \"digest@second\"",
        "last_ids|[\"ypeBEsobvco@zzzzzzzzzzzzzz\"]|last_ids has an entry that is not \"digest@second\"",
        "last_ids|[\"!!!!!!!!!!!@tb7nk0\"]|last_ids has an entry that is not \"digest@second\"",
        "last_ids|[[\"ypeBEsobvco@tb7nk0\"]]|last_ids has an entry that is not \"digest@second\"",
        "last_ids|[\"ypeBEsobvco@tb7nk0\",]|last_ids has an entry",
        "ids_pending|4|ids_pending must be from 0 to 3",
        "ids_pending|-1|ids_pending must be from 0 to 3",
        "ids_pending|none|ids_pending must be from 0 to 3",
        "ids_pending|``|ids_pending must be from 0 to 3",
        "ids_pending|99999999999|ids_pending must be from 0 to 3",
        "cursor|x|it has unknown members [cursor]",
      })
  void refusesWhatItCannotReadByName(String member, String value, String why) {
    var offset = offset("2026-03-01T08:00:01Z", THREE_IDS, "0");
    offset.put(member, value);

    assertThatThrownBy(() -> OffsetCodec.decode(offset))
        .isInstanceOf(ConnectException.class)
        .hasMessageStartingWith("SetupError 710: The offset cannot be used: ")
        .hasMessageContaining(why);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"version", "last_event_time_in_utc", "since_in_utc", "last_ids", "ids_pending"})
  void namesTheMemberWhoseValueHasAnotherType(String member) {
    for (var value : List.of(List.of("a"), Map.of("a", 1), true, 1e300, Double.NaN, -7)) {
      var offset = new HashMap<String, Object>(offset("2026-03-01T08:00:01Z", THREE_IDS, "0"));
      offset.put(member, value);

      assertThatThrownBy(() -> OffsetCodec.decode(offset))
          .as("%s", value)
          .isInstanceOf(ConnectException.class)
          .hasMessageStartingWith("SetupError 710: The offset cannot be used: " + member);
    }
  }

  @Test
  void quotesNoMoreOfAForeignValueThanALine() {
    var offset = Map.of("last_event_time_in_utc", "x\n".repeat(10_000), "a".repeat(10_000), "");

    assertThatThrownBy(() -> OffsetCodec.decode(offset))
        .hasMessageContaining("it has unknown members [aaa")
        .message()
        .hasSizeLessThan(500);
    assertThatThrownBy(
            () -> OffsetCodec.decode(Map.of("last_event_time_in_utc", "x\n".repeat(10_000))))
        .message()
        .hasSizeLessThan(500)
        .doesNotContain("\n");
  }

  @Test
  void refusesMoreIdsThanAnOffsetHolds() {
    var ids = "[" + "\"ypeBEsobvco@tb7nk0\",".repeat(SeenIds.MOST) + "\"ypeBEsobvco@tb7nk0\"]";

    assertThatThrownBy(() -> OffsetCodec.decode(offset("2026-03-01T08:00:01Z", ids, "0")))
        .isInstanceOf(ConnectException.class)
        .hasMessageContaining("last_ids must have at most 30000 ids");
  }

  @Test
  void anIdOfAnEarlierReleaseThatIsDatedAfterTheYear9999IsKept() {
    var ids = "[\"ypeBEsobvco@zzzzzzzz\"]";

    var decoded = OffsetCodec.decode(offset("2026-03-01T08:00:01Z", ids, "0"));

    assertThat(decoded.unseen(List.of(event("a", "08:00:00")))).isEmpty();
    assertThat(decoded.withRoomFor(SeenIds.MOST - 1)).isEqualTo(decoded);
  }

  @Test
  void refusesAnOffsetWithoutATime() {
    assertThatThrownBy(() -> OffsetCodec.decode(Map.of("version", "1")))
        .isInstanceOf(ConnectException.class)
        .hasMessageStartingWith(
            "SetupError 710: The offset cannot be used: last_event_time_in_utc: '' is not");
  }

  private static Map<String, String> written(String time, String pending) {
    var offset = offset(time, THREE_NEW_IDS, pending);
    offset.put("version", "2");
    return offset;
  }

  /** An offset of version 1. */
  private static Map<String, String> offset(String time, String ids, String pending) {
    var offset = new HashMap<String, String>();
    offset.put("version", "1");
    offset.put("last_event_time_in_utc", time);
    offset.put("since_in_utc", "2026-03-01T08:00:00Z");
    offset.put("last_ids", ids);
    offset.put("ids_pending", pending);
    return offset;
  }
}
