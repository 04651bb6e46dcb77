// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.engine;

import io.tributary.common.checkpoint.Checkpoint;
import io.tributary.common.coverage.CoverageTracker;
import io.tributary.common.error.ApiException;
import io.tributary.common.metrics.SourceMetric;
import io.tributary.common.metrics.TaskMetrics;
import io.tributary.common.pace.Pace;
import io.tributary.common.pace.Present;
import io.tributary.common.record.RecordMapper;
import io.tributary.common.vendor.Page;
import io.tributary.common.window.SweepPolicy;
import io.tributary.common.window.WindowPolicy;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/**
 * Drives a feed: requests a page, awaits it, drops events seen before, and maps the rest to
 * records, each with the checkpoint up to itself. It fetches the next page while the last one is
 * being sent. A page whose records were never returned changes nothing. {@link LaneState} decides
 * what to do next, {@link Pace} decides when. Not thread-safe.
 */
public final class EventPuller {

  /** The local clock, a monotonic clock, and the present by the local clock and the vendor's. */
  public record Clocks(InstantSource local, LongSupplier nanoTime, Supplier<Present> present) {}

  /** What a lane of a feed reads with, and when. */
  public record Access(PageFetcher fetcher, Pace pace) {}

  /**
   * How a feed is swept.
   *
   * @param coverage what follows the sweeps to prove what is complete, or null
   */
  public record Sweeps(Access access, @Nullable CoverageTracker coverage) {}

  /** How long a poll may convert events. Patterns make it take long. */
  private static final Duration MAPPING = Duration.ofMillis(250);

  /** The events of a batch, the lane that has read them, and the records they become. */
  private record Mapping(Lane lane, Unseen unseen, RecordMapper.Batch records) {}

  private final RecordMapper mapper;
  private final Clocks clocks;
  private final Lanes lanes;
  private @Nullable Lane fetching;
  private @Nullable Mapping mapping;

  /**
   * Returns a puller that resumes the feed at the given checkpoint.
   *
   * @param sweeps what late events are found with, or null if nothing is swept
   */
  public static EventPuller of(
      WindowPolicy policy,
      Access polls,
      @Nullable Sweeps sweeps,
      RecordMapper mapper,
      Clocks clocks,
      Checkpoint checkpoint,
      TaskMetrics<SourceMetric> metrics) {
    var observer = new FeedObserver(polls.fetcher().api(), policy.lookBack(), clocks, metrics);
    var coverage = sweeps == null ? null : sweeps.coverage();
    var sweepObserver = new SweepObserver(observer, clocks, metrics, coverage);
    return new EventPuller(
        policy,
        polls,
        sweeps,
        mapper,
        clocks,
        checkpoint,
        sweepObserver::observePolls,
        sweepObserver::observe);
  }

  /** Creates a puller that reports what it observes, each observation when it is made. */
  EventPuller(
      WindowPolicy policy,
      Access polls,
      @Nullable Sweeps sweeps,
      RecordMapper mapper,
      Clocks clocks,
      Checkpoint checkpoint,
      Consumer<Observation> pollObserver,
      Consumer<Observation> sweepObserver) {
    this.mapper = mapper;
    this.clocks = clocks;
    var now = present().latest();
    var polling = Lane.of(policy, polls, checkpoint, now, pollObserver, null);
    var sweeping =
        sweeps == null
            ? null
            : Lane.of(
                new SweepPolicy(policy, sweeps.coverage() != null),
                sweeps.access(),
                checkpoint,
                now,
                sweepObserver,
                RecordMapper.LATE);
    this.lanes = new Lanes(polling, sweeping);
    polling.observe(new Observation.ReadUpTo(checkpoint.time(), checkpoint));
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
    var lane = fetching == null ? lanes.polls() : fetching;
    if (fetching == null && lanes.awaitPages() && !wait.isZero()) {
      lane.fetcher().idle(shorter(wait, lanes.untilDue(now(), present())));
      return null;
    }
    try {
      lane.fetcher().await(wait).ifPresent(page -> pageArrived(lane, page));
      var ready = lanes.takeReadyEvents(now());
      // Request the next page before processing these events.
      requestNextPage();
      mapping = mapping(ready);
      return map(mapping);
    } catch (ApiException failure) {
      failed(lane, failure);
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
    lanes.apply(batch.lane(), new LaneState.Step(unseen.next(), unseen.observations()));
    lanes.closeWindows(now());
    requestNextPage();
    var records = batch.records().records();
    return records.isEmpty() ? null : records;
  }

  private Mapping mapping(Lanes.Ready ready) {
    var lane = ready.lane();
    var unseen = Unseen.of(lane.state(), ready.events(), nanos(), present());
    var records = mapper.batch(unseen.events(), unseen.offsets(), unseen.pullId(), lane.mark());
    return new Mapping(lane, unseen, records);
  }

  private void requestNextPage() {
    if (fetching == null) {
      lanes.nextRequest(now(), nanos(), present()).ifPresent(this::request);
    }
  }

  private void request(Lanes.Next next) {
    fetching = next.lane();
    next.lane().observe(new Observation.Requested());
    next.lane().fetcher().start(next.request());
  }

  private void pageArrived(Lane lane, Page page) {
    fetching = null;
    lane.observe(new Observation.PageArrived(page.events()));
    lanes.apply(lane, lane.state().with(page, present()));
    lane.pace().pulled(now(), true);
  }

  private void failed(Lane lane, ApiException failure) {
    fetching = null;
    var explained = lane.state().explained(failure);
    var after = lane.state().after(failure, present());
    lanes.apply(lane, after.step());
    if (after.handled()) {
      return;
    }
    var verdict = lane.pace().failed(now(), nanos(), explained);
    lane.observe(new Observation.Failed(explained, verdict));
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
