// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.checkpoint.Checkpoint;
import io.tributary.common.event.Event;
import io.tributary.common.json.ByteSlice;
import io.tributary.common.vendor.Window;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CoverageTrackerTest {
  private static final Instant MIDNIGHT = Instant.parse("2026-03-01T00:00:00Z");
  private static final Window WINDOW =
      new Window(MIDNIGHT, MIDNIGHT.plus(Duration.ofHours(2).plusMinutes(30)), 100);

  private final CoverageTracker tracker = new CoverageTracker();
  private final List<Event> listed = new ArrayList<>(List.of(event("a", 0), event("b", 70)));

  @Test
  void anHourIsPublishedAgainOnlyIfItHasChanged() {
    assertThat(sweep()).extracting(HourCoverage::listed).containsExactly(1L, 1L);
    assertThat(sweep()).isEmpty();
    listed.add(event("c", 80));

    assertThat(sweep())
        .singleElement()
        .satisfies(
            hour -> {
              assertThat(hour.hour()).isEqualTo(MIDNIGHT.plus(Duration.ofHours(1)));
              assertThat(hour.listed()).isEqualTo(2);
            });
  }

  @Test
  void whatSweepsHaveFoundAddsUp() {
    tracker.found(List.of(event("b", 70)));
    assertThat(sweep()).extracting(HourCoverage::late).containsExactly(0L, 1L);
    listed.add(event("c", 80));
    tracker.found(List.of(event("c", 80)));

    assertThat(sweep()).extracting(HourCoverage::late).containsExactly(2L);
  }

  @Test
  void whatAPollSendsWhileASweepReadsIsCounted() {
    tracker.opened(WINDOW);
    tracker.listed(listed);
    tracker.listed(List.of(event("late", 90)));
    tracker.finished(Checkpoint.startingAt(MIDNIGHT), MIDNIGHT);

    assertThat(tracker.take()).extracting(HourCoverage::listed).containsExactly(1L, 2L);
  }

  @Test
  void whatWasCompleteIsNotDoubtedLater() {
    assertThat(sweep()).extracting(HourCoverage::verdict).containsOnly(Verdict.COMPLETE);
    tracker.opened(WINDOW);
    tracker.doubted();
    tracker.finished(Checkpoint.startingAt(MIDNIGHT), MIDNIGHT);

    assertThat(tracker.take()).isEmpty();
  }

  /** Without a poll for more than an hour, a vendor may have purged what was never read. */
  @Test
  void silenceIsProvenOnlyWhileTheFeedIsFollowed() {
    listed.clear();
    tracker.polled(false, MIDNIGHT.minus(Duration.ofHours(2)));
    tracker.polled(true, MIDNIGHT.minus(Duration.ofMinutes(80)));
    tracker.polled(true, MIDNIGHT.minus(Duration.ofMinutes(30)));
    assertThat(sweep()).extracting(HourCoverage::verdict).containsOnly(Verdict.COMPLETE);

    var interrupted = new CoverageTracker();
    interrupted.polled(true, MIDNIGHT.minus(Duration.ofHours(2)));
    interrupted.polled(true, MIDNIGHT.plus(Duration.ofMinutes(30)));
    interrupted.opened(WINDOW);
    interrupted.finished(Checkpoint.startingAt(MIDNIGHT), MIDNIGHT);

    assertThat(interrupted.take())
        .extracting(HourCoverage::verdict)
        .containsExactly(Verdict.UNPROVEN, Verdict.COMPLETE);
  }

  private List<HourCoverage> sweep() {
    tracker.opened(WINDOW);
    tracker.listed(listed);
    tracker.finished(Checkpoint.startingAt(MIDNIGHT), MIDNIGHT);
    return tracker.take();
  }

  private static Event event(String id, int minute) {
    var time = MIDNIGHT.plus(Duration.ofMinutes(minute));
    return Event.of(id, time, ByteSlice.of("{}".getBytes(StandardCharsets.UTF_8)));
  }
}
