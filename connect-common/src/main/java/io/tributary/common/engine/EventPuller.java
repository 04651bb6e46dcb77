// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.engine;

import io.tributary.common.checkpoint.Checkpoint;
import io.tributary.common.coverage.CoverageTracker;
import io.tributary.common.error.ApiException;
import io.tributary.common.json.TimeRange;
import io.tributary.common.metrics.BackfillProgress;
import io.tributary.common.metrics.SourceMetric;
import io.tributary.common.metrics.TaskMetrics;
import io.tributary.common.pace.Pace;
import io.tributary.common.pace.Present;
import io.tributary.common.record.RecordMapper;
import io.tributary.common.vendor.Page;
import io.tributary.common.window.ClosedPolicy;
import io.tributary.common.window.ReadPolicy;
import io.tributary.common.window.SweepPolicy;
import io.tributary.common.window.WindowPolicy;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/**
 * Drives a feed: requests a page, awaits it, drops events seen before, and maps the rest to
 * records, each with the checkpoint up to itself. It fetches the next page while the last one is
 * being sent. A page whose records were never returned changes nothing. {@link ReaderState} decides
 * what to do next, {@link Pace} decides when. Not thread-safe.
 */
public final class EventPuller {

  /** The local clock, a monotonic clock, and the present by the local clock and the vendor's. */
  public record Clocks(InstantSource local, LongSupplier nanoTime, Supplier<Present> present) {}

  /** What a feed is read with, and when. */
  public record Access(PageFetcher fetcher, Pace pace) {}

  /**
   * How a feed is swept.
   *
   * @param coverage what follows the sweeps to prove what is complete, or null
   */
  public record Sweeps(Access access, @Nullable CoverageTracker coverage) {}

  /** How long a poll may convert events. Patterns make it take long. */
  private static final Duration MAPPING = Duration.ofMillis(250);

  /** A lane that ends: what lies in it, and where it is noted how much has been read. */
  public record Past(TimeRange range, BackfillProgress.Note progress) {}

  /**
   * A lane to read.
   *
   * @param checkpoint where it resumes
   * @param mapper what creates its records
   * @param sweeps what late events are found with, or null if nothing is swept
   * @param mark the header that marks its records, or null if there is none
   * @param past what there is to know of a lane that ends, or null if it never ends
   */
  public record LaneSetup(
      Checkpoint checkpoint,
      WindowPolicy policy,
      Access polls,
      @Nullable Sweeps sweeps,
      RecordMapper mapper,
      @Nullable String mark,
      @Nullable Past past) {
    private ReadPolicy bounded(ReadPolicy open) {
      return past == null ? open : new ClosedPolicy(open, past.range().until());
    }
  }

  /** The events of a batch, who has read them, and the records they become. */
  private record Mapping(Lane lane, Reader reader, Unseen unseen, RecordMapper.Batch records) {}

  private final Clocks clocks;
  private final Lanes lanes;
  private Lane.@Nullable Next fetching;
  private @Nullable Mapping mapping;

  /** Returns a puller of the given lanes, each of which has the first claim before the next. */
  public static EventPuller of(
      List<LaneSetup> lanes, Clocks clocks, TaskMetrics<SourceMetric> metrics) {
    return new EventPuller(
        lanes.stream().map(lane -> observed(lane, clocks, metrics)).toList(), clocks);
  }

  private static Lane observed(LaneSetup setup, Clocks clocks, TaskMetrics<SourceMetric> metrics) {
    var api = setup.polls().fetcher().api();
    var shared = new FeedObserver(api, setup.policy().lookBack(), clocks, metrics);
    if (setup.past() != null) {
      var past = new PastObserver(setup.past(), shared, clocks, metrics);
      return lane(setup, clocks, past::observe, past::observeSweeps);
    }
    var coverage = setup.sweeps() == null ? null : setup.sweeps().coverage();
    var observer = new SweepObserver(shared, clocks, metrics, coverage);
    return lane(setup, clocks, observer::observePolls, observer::observe);
  }

  EventPuller(List<Lane> lanes, Clocks clocks) {
    this.clocks = clocks;
    this.lanes = new Lanes(lanes);
  }

  /** Returns a lane that reports what it observes, each observation when it is made. */
  static Lane lane(
      LaneSetup setup,
      Clocks clocks,
      Consumer<Observation> pollObserver,
      Consumer<Observation> sweepObserver) {
    var now = clocks.present().get().latest();
    var at = setup.checkpoint();
    var policy = setup.policy();
    var sweeps = setup.sweeps();
    var polling =
        Reader.of(setup.bounded(policy), setup.polls(), at, now, pollObserver, setup.mark());
    if (sweeps == null) {
      return new Lane(setup.mapper(), polling, null);
    }
    var swept = setup.bounded(new SweepPolicy(policy, sweeps.coverage() != null));
    var sweeping = Reader.of(swept, sweeps.access(), at, now, sweepObserver, RecordMapper.LATE);
    return new Lane(setup.mapper(), polling, sweeping);
  }

  /**
   * Returns the records of the next page or pages, or null if none are ready within the given time.
   *
   * @throws ApiException if the feed cannot continue without an operator
   */
  public @Nullable List<SourceRecord> poll(Duration patience) throws InterruptedException {
    if (mapping != null) {
      return map(mapping);
    }
    requestNextPage();
    var wait = lanes.mayWait(now(), patience);
    var asked = fetching;
    if (asked == null && lanes.awaitPages() && !wait.isZero()) {
      lanes.first().fetcher().idle(shorter(wait, lanes.untilDue(now(), present())));
      return null;
    }
    try {
      if (asked != null) {
        asked.reader().fetcher().await(wait).ifPresent(page -> pageArrived(asked, page));
      }
      var ready = lanes.takeReadyEvents(now());
      // Request the next page before processing these events.
      requestNextPage();
      mapping = mapping(ready);
      return map(mapping);
    } catch (ApiException failure) {
      failed(Objects.requireNonNull(asked), failure);
      return null;
    }
  }

  /** Returns the records, or null if they take longer: Connect stops a task only between polls. */
  private @Nullable List<SourceRecord> map(Mapping batch) {
    var began = nanos();
    if (!batch.records().mapUntil(() -> nanos() - began >= MAPPING.toNanos())) {
      return null;
    }
    mapping = null;
    var unseen = batch.unseen();
    batch.lane().apply(batch.reader(), new ReaderState.Step(unseen.next(), unseen.observations()));
    lanes.closeWindows(now());
    requestNextPage();
    var records = batch.records().records();
    return records.isEmpty() ? null : records;
  }

  private Mapping mapping(Lane.Ready ready) {
    var reader = ready.reader();
    var unseen = Unseen.of(reader.state(), ready.events(), nanos(), present());
    var records =
        ready
            .lane()
            .mapper()
            .batch(unseen.events(), unseen.offsets(), unseen.pullId(), reader.mark());
    return new Mapping(ready.lane(), reader, unseen, records);
  }

  private void requestNextPage() {
    if (fetching == null) {
      lanes.nextRequest(now(), nanos(), present()).ifPresent(this::request);
    }
  }

  private void request(Lane.Next next) {
    fetching = next;
    next.reader().observe(new Observation.Requested());
    next.reader().fetcher().start(next.request());
  }

  private void pageArrived(Lane.Next asked, Page page) {
    fetching = null;
    var reader = asked.reader();
    reader.observe(new Observation.PageArrived(page.events()));
    asked.lane().apply(reader, reader.state().with(page, present()));
    reader.pace().pulled(now(), true);
  }

  private void failed(Lane.Next asked, ApiException failure) {
    fetching = null;
    var reader = asked.reader();
    var explained = reader.state().explained(failure);
    var after = reader.state().after(failure, present());
    asked.lane().apply(reader, after.step());
    if (after.handled()) {
      return;
    }
    var verdict = reader.pace().failed(now(), nanos(), explained);
    reader.observe(new Observation.Failed(explained, verdict));
    if (verdict.retryIn().isEmpty()) {
      throw explained;
    }
  }

  private Present present() {
    return clocks.present().get();
  }

  private long nanos() {
    return clocks.nanoTime().getAsLong();
  }

  private Instant now() {
    return clocks.local().instant();
  }

  private static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }
}
