// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.engine;

import static io.tributary.common.engine.SimulatedVendor.START;
import static io.tributary.common.event.Events.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.bucket4j.TimeMeter;
import io.tributary.common.checkpoint.Checkpoint;
import io.tributary.common.checkpoint.LookBack;
import io.tributary.common.coverage.CoverageTracker;
import io.tributary.common.event.Event;
import io.tributary.common.metrics.SourceMetric;
import io.tributary.common.metrics.TaskMetrics;
import io.tributary.common.obfuscation.Masks;
import io.tributary.common.pace.BackgroundSchedule;
import io.tributary.common.pace.Pace;
import io.tributary.common.pace.Patience;
import io.tributary.common.pace.PollSchedule;
import io.tributary.common.pace.RequestBudget;
import io.tributary.common.pace.RetryPolicy;
import io.tributary.common.record.RecordMapper;
import io.tributary.common.record.RecordSettings;
import io.tributary.common.record.TagSelector;
import io.tributary.common.vendor.Page;
import io.tributary.common.vendor.Pagination;
import io.tributary.common.vendor.Position;
import io.tributary.common.vendor.SortOrder;
import io.tributary.common.vendor.VendorApi;
import io.tributary.common.vendor.Window;
import io.tributary.common.window.WindowPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A feed without new events is polled and swept, and writes no event, ledger or journal. */
class QuietFeedTest {
  private static final int EVENTS = 60;
  private static final Duration TEN_MINUTES = Duration.ofMinutes(10);

  private final VirtualClock clock = new VirtualClock(START.plus(Duration.ofMinutes(195)));
  private final TaskMetrics<SourceMetric> metrics =
      new TaskMetrics<>(SourceMetric.class, clock, clock::nanoTime);
  private final CoverageTracker ledger = new CoverageTracker();
  private final Listed vendor = new Listed(EVENTS);

  @Test
  void tenQuietMinutesWriteNothing() throws InterruptedException {
    metrics.journal().open();
    var puller = puller();
    assertThat(written(puller)).isEqualTo(EVENTS);
    assertThat(ledger.take()).as("the hours that a sweep has read").isNotEmpty();
    metrics.journal().take();
    var requests = vendor.requests;
    var again = metrics.value(SourceMetric.DUPLICATES);

    assertThat(written(puller)).isZero();

    assertThat(ledger.take()).isEmpty();
    assertThat(metrics.journal().take()).isEmpty();
    assertThat(metrics.value(SourceMetric.POSSIBLE_LOSSES)).isZero();
    assertThat(vendor.requests).as("polls and sweeps").isGreaterThan(requests + 10);
    assertThat(metrics.value(SourceMetric.DUPLICATES)).isGreaterThanOrEqualTo(again + EVENTS);
  }

  /** Polls for ten minutes, and returns how many events that has brought. */
  private int written(EventPuller puller) throws InterruptedException {
    var written = 0;
    for (var end = clock.truth().plus(TEN_MINUTES); clock.truth().isBefore(end); ) {
      var records = puller.poll(Duration.ZERO);
      written += records == null ? 0 : records.size();
      clock.advance(Duration.ofSeconds(1));
    }
    return written;
  }

  private EventPuller puller() {
    var budget = RequestBudget.of("", TimeMeter.SYSTEM_NANOTIME);
    var retry = new RetryPolicy(Duration.ofSeconds(1), Duration.ofSeconds(20), () -> 0);
    var polls =
        new PollSchedule(
            Duration.ofSeconds(60), retry, Patience.of(Duration.ofDays(1), true), budget);
    var sweeps = BackgroundSchedule.ofSweeps(Duration.ofMinutes(2), retry, budget);
    var records =
        new RecordSettings(
            "t",
            TagSelector.always("my.app.t"),
            RecordSettings.Format.JSON,
            false,
            true,
            "",
            9_999);
    var lookBack = new LookBack(Duration.ofMinutes(2), Duration.ofDays(1));
    var setup =
        new EventPuller.LaneSetup(
            Checkpoint.startingAt(START),
            new WindowPolicy(Duration.ZERO, lookBack, Duration.ZERO, 100, 100_000),
            access(polls),
            new EventPuller.Sweeps(access(sweeps), ledger),
            new RecordMapper(Map.of(), records, Masks.NONE, clock, metrics),
            null,
            null);
    return EventPuller.of(
        List.of(setup), new EventPuller.Clocks(clock, clock::nanoTime, clock::present), metrics);
  }

  private EventPuller.Access access(Pace pace) {
    return new EventPuller.Access(new PageFetcher(vendor, Runnable::run), pace);
  }

  /** A list of one event a minute, oldest first. */
  private static final class Listed implements VendorApi {
    private final List<Event> rows;
    private int requests;

    Listed(int count) {
      rows =
          IntStream.range(0, count)
              .mapToObj(i -> Event.of("e" + i, minute(i), json("{\"n\":" + i + "}")))
              .toList();
    }

    private static Instant minute(int number) {
      return START.plus(Duration.ofMinutes(number));
    }

    @Override
    public Page fetch(Window window, Position position) {
      requests++;
      return Page.of(
          rows.stream()
              .filter(row -> !row.timeOr(Instant.MIN).isBefore(window.from()))
              .filter(row -> row.timeOr(Instant.MIN).isBefore(window.to()))
              .skip(position.row())
              .limit(window.limit())
              .toList());
    }

    @Override
    public SortOrder order() {
      return SortOrder.OLDEST_FIRST;
    }

    @Override
    public Pagination pagination() {
      return Pagination.TIME;
    }
  }
}
