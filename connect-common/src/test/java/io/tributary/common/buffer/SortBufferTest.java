// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.buffer;

import static io.tributary.common.event.Events.at;
import static io.tributary.common.event.Events.event;
import static io.tributary.common.event.Events.timeless;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.event.Event;
import io.tributary.common.event.Events;
import io.tributary.common.json.ByteSlice;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SortBufferTest {
  /** Each event of these tests is so heavy. */
  private static final long WEIGHT = event("a", "08:00:01").weight();

  private SortBuffer roomy = SortBuffer.empty(at("09:00:00"), 1_000_000);
  private SortBuffer tight = SortBuffer.empty(at("09:00:00"), 2 * WEIGHT);

  @Test
  void releasesOldestFirstInPagesAndIsEmptyThen() {
    roomy = added(roomy, event("c", "08:00:03"), event("a", "08:00:01"), event("b", "08:00:02"));

    assertThat(released(roomy, 2)).containsExactly(List.of("a", "b"), List.of("c"));
    assertThat(released(roomy.released(), 2)).isEmpty();
    assertThat(roomy.overflowed()).isFalse();
  }

  @Test
  void keepsTheOrderOfArrivalWithinAnInstant() {
    roomy = added(roomy, event("z", "08:00:01"), event("y", "08:00:01"), event("x", "08:00:01"));

    assertThat(released(roomy, 10)).containsExactly(List.of("z", "y", "x"));
  }

  @Test
  void takesARowThatComesAgainOnce() {
    roomy = added(roomy, event("a", "08:00:01"), event("a", "08:00:01"));

    assertThat(released(roomy, 10)).containsExactly(List.of("a"));
  }

  @Test
  void eventsWithoutATimeComeFirstBecauseTheCheckpointMovesPastThemWithTheOthers() {
    roomy = added(roomy, timeless("t"), event("ahead", "23:00:00"), event("a", "08:59:59"));

    assertThat(released(roomy, 10)).containsExactly(List.of("t", "a", "ahead"));
  }

  @Test
  void keepsTheOldestThatFit() {
    tight = added(tight, event("c", "08:00:03"), event("b", "08:00:02"), event("a", "08:00:01"));

    assertThat(tight.overflowed()).isTrue();
    assertThat(released(tight, 10)).containsExactly(List.of("a", "b"));
  }

  @Test
  void takesNothingNewerThanWhatItHasLeftOut() {
    tight = added(tight, event("c", "08:00:03"), event("b", "08:00:02"), event("a", "08:00:01"));
    tight = tight.released();

    tight = added(tight, event("d", "08:00:04"), event("e", "08:00:02.500"));

    assertThat(released(tight, 10)).containsExactly(List.of("e"));
  }

  @Test
  void whatWasLeftOutMayComeAgainAsLongAsItFits() {
    tight = added(tight, event("c", "08:00:03"), event("b", "08:00:02"), event("a", "08:00:01"));
    tight = tight.released();

    tight = added(tight, event("c", "08:00:03"));

    assertThat(released(tight, 10)).containsExactly(List.of("c"));
  }

  @Test
  void keepsASingleEventThatIsLargerThanAllItsRoom() {
    var tiny = SortBuffer.empty(at("09:00:00"), 1);

    tiny = added(tiny, event("b", "08:00:02"), event("a", "08:00:01"));

    assertThat(released(tiny, 10)).containsExactly(List.of("a"));
  }

  @Test
  void doesNotHoldOnToTheBodyAnEventCameIn() {
    var body = new byte[1 << 20];
    var event = Event.of("a", at("08:00:01"), new ByteSlice(body, 10, 20));

    roomy = roomy.with(List.of(event));

    var kept = roomy.release(1).get(0).get(0).json();
    assertThat(kept.bytes()).hasSize(20);
    assertThat(new String(kept.bytes(), UTF_8)).isEqualTo("\0".repeat(20));
  }

  @Test
  void sharesAPageOfWhichItHoldsNearlyAllUntilItDropsRows() {
    var page = new byte[1000];
    var older = Event.of("a", at("08:00:01"), new ByteSlice(page, 0, 480));
    var newer = Event.of("b", at("08:00:02"), new ByteSlice(page, 500, 480));
    var whole = SortBuffer.empty(at("09:00:00"), 2 * older.weight()).with(List.of(older, newer));
    assertThat(bodies(whole)).containsExactly(page, page);

    var full = whole.with(List.of(event("c", "08:00:00")));

    assertThat(full.overflowed()).isTrue();
    assertThat(bodies(full)).extracting(body -> body.length).containsExactly(10, 480);
  }

  @Test
  void aRowOfAnotherArrayIsNoReasonToHoldThat() {
    var page = new byte[1000];
    var whole = Event.of("a", at("08:00:01"), new ByteSlice(page, 0, 1000));
    var unreadable = Event.of("b", at("08:00:02"), new ByteSlice(new byte[1000], 0, 10));

    roomy = roomy.with(List.of(whole, unreadable));

    assertThat(bodies(roomy)).extracting(body -> body.length).containsExactly(1000, 10);
  }

  @Test
  void rowsOfEveryPageTakeNoMoreHeapThanTheirBufferAllows() {
    var room = 16L << 20;
    var buffer = SortBuffer.empty(at("09:00:00"), room);
    var before = usedHeap();

    for (var page = 0; page < 100; page++) {
      buffer = buffer.with(hourOfRows(page));
    }

    assertThat(buffer.overflowed()).isTrue();
    assertThat(usedHeap() - before).isLessThan(room + room / 4);
    assertThat(buffer.release(1000)).isNotEmpty();
  }

  /** A page of rows of eight kilobytes, one for each minute, in no order. */
  private static List<Event> hourOfRows(int page) {
    var body = new byte[60 * 8192];
    var rows = new ArrayList<Event>();
    for (var i = 0; i < 60; i++) {
      var time = at("08:00:00").plusSeconds(60L * (i * 7 % 60) + page);
      rows.add(Event.of(page + "-" + i, time, new ByteSlice(body, i * 8192, 8192)));
    }
    return rows;
  }

  private static List<byte[]> bodies(SortBuffer buffer) {
    return buffer.release(10).get(0).stream().map(event -> event.json().bytes()).toList();
  }

  @Test
  void tinyEventsTakeNoMoreHeapThanTheirBufferAllows() {
    var room = 32L << 20;
    var buffer = SortBuffer.empty(at("09:00:00"), room);
    var before = usedHeap();

    for (var page = 0; !buffer.overflowed(); page++) {
      buffer = buffer.with(Events.many("e" + page + "-", 1000, "08:00:00"));
    }

    assertThat(usedHeap() - before).isLessThan(room + room / 4);
    assertThat(buffer.release(1000)).isNotEmpty();
  }

  private static long usedHeap() {
    var runtime = Runtime.getRuntime();
    System.gc();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  /** Each event comes on a page of its own. */
  private static SortBuffer added(SortBuffer buffer, Event... events) {
    for (var event : events) {
      buffer = buffer.with(List.of(event));
    }
    return buffer;
  }

  private static List<List<String>> released(SortBuffer buffer, int pageSize) {
    return buffer.release(pageSize).stream().map(Events::ids).toList();
  }
}
