// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.buffer;

import static io.tributary.common.event.Events.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.event.Event;
import io.tributary.common.event.Events;
import io.tributary.common.json.ByteSlice;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EmitBatcherTest {
  private static final Instant NOW = Instant.parse("2026-03-01T08:00:00Z");
  private static final Event A = event("a", "08:00:01");
  private static final Event B = event("b", "08:00:02");

  private EmitBatcher ready = EmitBatcher.EMPTY;

  @Test
  void smallPagesWaitForEachOtherAndLeaveTogether() {
    ready = ready.with(List.of(List.of(A)));
    assertThat(next(NOW, false)).isEmpty();
    ready = ready.with(List.of(List.of(B)));
    assertThat(next(NOW.plusMillis(499), false)).isEmpty();

    assertThat(next(NOW.plusMillis(500), false)).contains(List.of(A, B));
    assertThat(ready.isEmpty()).isTrue();
  }

  @Test
  void theWaitIsCountedFromThePageThatWaitsLongest() {
    ready = ready.with(List.of(List.of(A)));
    assertThat(next(NOW, false)).isEmpty();

    assertThat(ready.mayWait(NOW.plusMillis(200))).isEqualTo(Duration.ofMillis(300));
    ready = ready.with(List.of(List.of(B)));
    assertThat(ready.mayWait(NOW.plusMillis(200))).isEqualTo(Duration.ofMillis(300));
  }

  @Test
  void enoughEventsWaitForNothing() {
    ready = ready.with(List.of(Events.many("a", EmitBatcher.ENOUGH - 1, "08:00:01")));
    assertThat(next(NOW, false)).isEmpty();
    assertThat(ready.hasEnough()).isFalse();
    ready = ready.with(List.of(List.of(B)));

    assertThat(ready.hasEnough()).isTrue();
    assertThat(next(NOW, false).orElseThrow()).hasSize(EmitBatcher.ENOUGH);
  }

  @Test
  void whatIsLeftBehindGoesOnWaitingFromThen() {
    var many = List.copyOf(Events.many("a", EmitBatcher.ENOUGH, "08:00:01"));
    ready = ready.with(List.of(many, List.of(B)));
    assertThat(next(NOW, false)).contains(many);

    assertThat(ready.mayWait(NOW.plusMillis(500))).isZero();
    assertThat(next(NOW.plusMillis(500), false)).contains(List.of(B));
  }

  @Test
  void fewLargeEventsAreEnoughAsWell() {
    ready = ready.with(List.of(List.of(large(5_000_000))));

    assertThat(next(NOW, false)).isPresent();
  }

  @Test
  void neverMoreAreEmittedAtOnceThanAnOffsetCanName() {
    ready =
        ready.with(
            List.of(Events.many("a", 500, "08:00:01"), Events.many("b", 10_000, "08:00:02")));

    assertThat(next(NOW, true).orElseThrow()).hasSize(500);
    assertThat(next(NOW, true).orElseThrow()).hasSize(10_000);
  }

  @Test
  void theLastOfAWindowWaitForNothing() {
    ready = ready.with(List.of(List.of(A)));

    assertThat(next(NOW, true)).contains(List.of(A));
  }

  @Test
  void theLastEventOfALaneStaysUntilNoMoreCanArriveAndNobodyWaitsForIt() {
    ready = EmitBatcher.holdingLast().with(List.of(List.of(A, B)));
    assertThat(next(NOW, false)).isEmpty();
    var later = NOW.plusSeconds(1);

    assertThat(next(later, false)).contains(List.of(A));
    assertThat(next(later, false)).isEmpty();
    assertThat(ready.mayWait(later)).isPositive();
    assertThat(ready.hasEnough()).isFalse();
    assertThat(ready.next(later, true, false).events()).as("the window has been read").isEmpty();
    assertThat(next(later, true)).contains(List.of(B));
    assertThat(ready.isEmpty()).isTrue();
  }

  @Test
  void aClockThatIsSetBackHoldsNothing() {
    ready = ready.with(List.of(List.of(A)));
    assertThat(next(NOW, false)).isEmpty();

    assertThat(next(NOW.minusSeconds(3600), false)).contains(List.of(A));
  }

  private Optional<List<Event>> next(Instant now, boolean last) {
    var batch = ready.next(now, last, last);
    ready = batch.left();
    return batch.events().isEmpty() ? Optional.empty() : Optional.of(batch.events());
  }

  private static Event large(int bytes) {
    return Event.of("large", NOW, ByteSlice.of(new byte[bytes]));
  }
}
