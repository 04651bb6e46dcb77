// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.engine;

import io.tributary.common.checkpoint.Checkpoint;
import io.tributary.common.error.ApiException;
import io.tributary.common.event.Event;
import io.tributary.common.metrics.SourceMetric;
import io.tributary.common.metrics.TaskMetrics;
import io.tributary.common.pace.PollSchedule;
import io.tributary.common.pace.Present;
import io.tributary.common.paging.PageRequest;
import io.tributary.common.paging.ServerTraits;
import io.tributary.common.record.RecordMapper;
import io.tributary.common.vendor.Page;
import io.tributary.common.vendor.VendorApi;
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
 * being sent. A page whose records were never returned changes nothing. {@link FeedState} decides
 * what to do next, {@link PollSchedule} decides when. Not thread-safe.
 */
public final class EventPuller {

  /** The local clock, a monotonic clock, and the present by the local clock and the vendor's. */
  public record Clocks(InstantSource local, LongSupplier nanoTime, Supplier<Present> present) {}

  /** How long a poll may convert events. Patterns make it take long. */
  private static final Duration MAPPING = Duration.ofMillis(250);

  /** The events of a batch, and the records that they are converted to. */
  private record Mapping(Unseen unseen, RecordMapper.Batch records) {}

  private final PollSchedule schedule;
  private final PageFetcher fetcher;
  private final RecordMapper mapper;
  private final Clocks clocks;
  private final Consumer<Observation> observer;
  private FeedState state;
  private @Nullable Mapping mapping;

  /** Creates a puller that resumes the feed at the given checkpoint. */
  public EventPuller(
      VendorApi api,
      WindowPolicy policy,
      PollSchedule schedule,
      PageFetcher fetcher,
      RecordMapper mapper,
      Clocks clocks,
      Checkpoint checkpoint,
      TaskMetrics<SourceMetric> metrics) {
    this(
        api,
        policy,
        schedule,
        fetcher,
        mapper,
        clocks,
        checkpoint,
        new FeedObserver(api, policy.overlap(), clocks, metrics)::observe);
  }

  /** Creates a puller that reports what it observes, each observation when it is made. */
  EventPuller(
      VendorApi api,
      WindowPolicy policy,
      PollSchedule schedule,
      PageFetcher fetcher,
      RecordMapper mapper,
      Clocks clocks,
      Checkpoint checkpoint,
      Consumer<Observation> observer) {
    this.schedule = schedule;
    this.fetcher = fetcher;
    this.mapper = mapper;
    this.clocks = clocks;
    this.observer = observer;
    state = FeedState.of(policy, ServerTraits.of(api), checkpoint, present().latest());
    observer.accept(new Observation.ReadUpTo(checkpoint.time()));
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
    var wait = state.mayWait(now(), patience);
    if (fetcher.isIdle() && state.awaitsPage() && !wait.isZero()) {
      fetcher.idle(shorter(wait, schedule.untilDue(now())));
      return null;
    }
    try {
      fetcher.await(wait).ifPresent(this::pageArrived);
      var ready = takeReadyEvents();
      // Request the next page before processing these events.
      requestNextPage();
      var unseen = state.filterSeen(ready, nanos(), present());
      var batch = mapper.batch(unseen.events(), unseen.offsets(), unseen.pullId());
      mapping = new Mapping(unseen, batch);
      return map(mapping);
    } catch (ApiException failure) {
      failed(failure);
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
    advanceCheckpoint(batch.unseen());
    closeWindowIfRead();
    requestNextPage();
    var records = batch.records().records();
    return records.isEmpty() ? null : records;
  }

  private void requestNextPage() {
    var now = now();
    if (!fetcher.isIdle() || !schedule.untilDue(now).isZero()) {
      return;
    }
    if (!state.hasOpenWindow()) {
      openWindow(now);
    }
    state.nextRequest().filter(request -> isWithinBudget(now)).ifPresent(this::request);
  }

  private void openWindow(Instant now) {
    schedule.roundStarted(now);
    apply(state.opened(now, nanos(), present()));
  }

  private boolean isWithinBudget(Instant now) {
    var throttled = schedule.claim(now);
    observer.accept(new Observation.Throttled(throttled));
    return throttled.isZero();
  }

  private void request(PageRequest request) {
    observer.accept(new Observation.Requested());
    fetcher.start(request);
  }

  private void pageArrived(Page page) {
    observer.accept(new Observation.PageArrived(page.events()));
    apply(state.with(page, present()));
    schedule.pulled(now(), true);
  }

  private List<Event> takeReadyEvents() {
    var batch = state.nextBatch(now());
    state = state.with(batch.left());
    return batch.events();
  }

  private void advanceCheckpoint(Unseen unseen) {
    state = unseen.next();
    unseen.observations().forEach(observer);
  }

  private void closeWindowIfRead() {
    if (state.isPullComplete()) {
      var now = now();
      if (!state.isPartial()) {
        schedule.pulled(now, !state.reachesPresent());
      }
      apply(state.finished(schedule.untilDue(now)));
    }
  }

  private void failed(ApiException failure) {
    var explained = state.explained(failure);
    var after = state.after(failure, present());
    apply(after.step());
    if (after.handled()) {
      return;
    }
    var verdict = schedule.failed(now(), nanos(), explained);
    observer.accept(new Observation.Failed(explained, verdict));
    if (verdict.retryIn().isEmpty()) {
      throw explained;
    }
  }

  private void apply(FeedState.Step step) {
    state = step.next();
    step.observations().forEach(observer);
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
