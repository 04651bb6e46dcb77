// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.checkpoint;

import static io.tributary.common.event.Events.at;
import static io.tributary.common.event.Events.ids;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.Fuzz;
import io.tributary.common.RandomText;
import io.tributary.common.event.Event;
import io.tributary.common.event.Events;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;

/** Offsets of random feeds, and offsets that somebody has damaged or made up. */
class OffsetFuzzTest {
  private static final Duration OVERLAP = Duration.ofSeconds(10);
  private static final Instant BEGIN = at("08:00:00");
  private static final List<String> MEMBERS =
      List.of("version", "last_event_time_in_utc", "since_in_utc", "last_ids", "ids_pending");
  private static final List<Object> ODD_VALUES =
      List.of(1, -1L, 2.5, true, List.of("1"), Map.of(), "", " ", "null", "0", "1", "99999999999");
  private static final List<String> TIMES =
      List.of(
          "2026-03-01T08:00:05Z",
          "2026-03-01T08:00:05.999999999Z",
          "2026-12-31T23:59:60Z",
          "2026-02-30T00:00:00Z",
          "2026-03-01T08:00:05+05:30",
          "0000-01-01T00:00:00Z",
          "-0001-01-01T00:00:00Z",
          "9999-12-31T23:59:59Z",
          "+10000-01-01T00:00:00Z",
          "1772352942");

  @Test
  void anOffsetComesBackAsItIsAndGarbageIsRefusedWithANumber() {
    Fuzz.check(getClass(), OffsetFuzzTest::holds);
  }

  private static boolean holds(Random random) {
    var offset = anyOffset(random);
    garble(random, offset);
    Checkpoint read;
    try {
      read = OffsetCodec.decode(offset);
    } catch (ConnectException e) {
      assertThat(e).hasMessageMatching("(?s)SetupError 71[01]: .*");
      assertThat(e.getMessage().length()).isLessThan(2_000);
      return false;
    }
    var written = OffsetCodec.encode(read);
    assertThat(OffsetCodec.encode(OffsetCodec.decode(written))).isEqualTo(written);
    goOn(read);
    return true;
  }

  /** A feed that starts at the offset must not fail later on. */
  private static void goOn(Checkpoint read) {
    var end = read.time().isAfter(at("08:00:30")) ? read.time() : at("08:00:30");
    var reach = new Reach(end, at("08:00:40"), at("08:00:50"));
    var events = List.of(Events.event("x", "08:00:20"), Events.timeless("y"));
    var unseen = read.withAtMostAhead(AheadQuota.MOST, reach).unseen(events);
    var last = read.withRoomFor(unseen.size()).emit(unseen, reach, LookBack.over(OVERLAP)).after();
    assertThat(last.unseen(events)).isEmpty();
    assertThat(last.time()).isAfterOrEqualTo(read.time());
  }

  /** The offset of a random record of a random feed, compared with what was sent up to it. */
  private static Map<String, Object> anyOffset(Random random) {
    var feed = Checkpoint.startingAt(BEGIN);
    var all = new ArrayList<Event>();
    var sent = new ArrayList<Event>();
    Map<String, String> offset = OffsetCodec.encode(feed);
    for (var page = random.nextInt(4); page > 0; page--) {
      var events = page(random);
      all.addAll(events);
      var unseen = feed.unseen(events);
      var emission = feed.emit(unseen, Reach.of(at("08:00:50")), LookBack.over(OVERLAP));
      var record = unseen.isEmpty() ? -1 : random.nextInt(unseen.size());
      sent.addAll(unseen);
      if (record >= 0) {
        offset = emission.offsets().get(record);
        compare(OffsetCodec.decode(offset), all, sent, unseen.subList(record + 1, unseen.size()));
      }
      feed = emission.after();
    }
    return new HashMap<>(offset);
  }

  private static void compare(
      Checkpoint read, List<Event> all, List<Event> sent, List<Event> pending) {
    var expected =
        all.stream()
            .filter(event -> !event.timeOr(Instant.MAX).isBefore(read.since()))
            .filter(event -> !ids(sent).contains(event.id()) || ids(pending).contains(event.id()))
            .map(Event::id)
            .distinct()
            .toList();
    assertThat(ids(read.unseen(all))).isEqualTo(expected);
  }

  private static List<Event> page(Random random) {
    return IntStream.range(0, random.nextInt(6))
        .mapToObj(i -> event("e" + random.nextInt(20)))
        .toList();
  }

  /** An id always has the same time, about a sixth of them none, and some are dated ahead. */
  private static Event event(String id) {
    var seconds = id.hashCode() % 90;
    return Event.of(id, seconds < 15 ? null : BEGIN.plusSeconds(seconds), Events.json(id));
  }

  private static void garble(Random random, Map<String, Object> offset) {
    var text = new RandomText(random);
    for (var i = random.nextInt(3); i > 0; i--) {
      var member = text.one(MEMBERS);
      switch (random.nextInt(6)) {
        case 0 -> offset.remove(member);
        case 1 -> offset.put(member, ODD_VALUES.get(random.nextInt(ODD_VALUES.size())));
        case 2 -> offset.put(member, null);
        case 3 -> offset.put("last_event_time_in_utc", text.one(TIMES));
        case 4 -> offset.put(text.chance(0.5) ? "since_in_utc" : "cursor", text.one(TIMES));
        default -> {
          var damaged = text.damaged(String.valueOf(offset.get(member)).getBytes(UTF_8));
          offset.put(member, new String(damaged, UTF_8));
        }
      }
    }
  }
}
