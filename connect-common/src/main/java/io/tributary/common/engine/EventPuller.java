package io.tributary.common.engine;

import io.tributary.common.checkpoint.Checkpoint;
import io.tributary.common.error.ApiError;
import io.tributary.common.error.ApiException;
import io.tributary.common.event.Event;
import io.tributary.common.metrics.SourceMetric;
import io.tributary.common.metrics.TaskMetrics;
import io.tributary.common.pace.PollSchedule;
import io.tributary.common.paging.SortOrderProof;
import io.tributary.common.record.RecordMapper;
import io.tributary.common.vendor.Page;
import io.tributary.common.vendor.VendorApi;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The flow of a feed: window, page, unseen events, records, each with the checkpoint up to itself.
 * While one page is being sent the next one is being fetched; a page that is never returned has
 * changed nothing. Not safe for use by several threads.
 */
public final class EventPuller {
  private static final Logger LOG = LoggerFactory.getLogger(EventPuller.class);

  /** Our clock, and the vendor's as far as we know it. */
  public record Clocks(InstantSource local, InstantSource server) {}

  private final String feed;
  private final VendorApi api;
  private final WindowPolicy pace;
  private final PollSchedule schedule;
  private final PageFetcher fetcher;
  private final RecordMapper mapper;
  private final Clocks clocks;

  private Checkpoint checkpoint;
  private Instant completedUntil = Instant.MIN;
  private @Nullable WindowReader round;
  private final RetentionGapMonitor retention;
  private final ProtocolMonitor oddities;
  private final LateEventMonitor overlap;
  private final TaskMetrics<SourceMetric> metrics;
  private boolean reachesNow;

  /** Whether all before this round had been read; in a backfill every event would look late. */
  private boolean following;

  private PullStatistics log;

  public EventPuller(
      String feed,
      VendorApi api,
      WindowPolicy pace,
      PollSchedule schedule,
      PageFetcher fetcher,
      RecordMapper mapper,
      Clocks clocks,
      Checkpoint checkpoint,
      TaskMetrics<SourceMetric> metrics) {
    this.feed = feed;
    this.api = api;
    this.pace = pace;
    this.schedule = schedule;
    this.fetcher = fetcher;
    this.mapper = mapper;
    this.clocks = clocks;
    this.checkpoint = checkpoint;
    this.metrics = metrics;
    this.oddities = new ProtocolMonitor(feed, api, metrics);
    this.overlap = new LateEventMonitor(feed, pace.overlap(), metrics);
    this.retention = new RetentionGapMonitor(feed, api.movesRows());
    this.log = new PullStatistics(feed, 0, now(), metrics);
    metrics.since(SourceMetric.LAG, checkpoint.time());
  }

  /**
   * The records of the next page or pages, or null if none are to be emitted within the given time.
   *
   * @throws ApiException if the feed cannot go on without an operator
   */
  public @Nullable List<SourceRecord> poll(Duration patience) throws InterruptedException {
    fetchIfDue();
    var wait = round == null ? patience : shorter(patience, round.mayWait(now()));
    if (fetcher.idle() && (round == null || round.reading()) && !wait.isZero()) {
      fetcher.idle(shorter(wait, schedule.untilDue(now())));
      return null;
    }
    try {
      fetcher.await(wait).ifPresent(this::arrived);
      var events = round == null ? Optional.<List<Event>>empty() : round.next(now());
      // The vendor need not wait for what is still to be done with these.
      fetchIfDue();
      var records = events.map(this::emit).orElse(List.of());
      finishIfDone();
      fetchIfDue();
      return records.isEmpty() ? null : records;
    } catch (ApiException failure) {
      failed(failure);
      return null;
    }
  }

  private void fetchIfDue() {
    var now = now();
    if (!fetcher.idle() || !schedule.untilDue(now).isZero()) {
      return;
    }
    if (round == null) {
      open(now);
    }
    if (round != null && round.reading()) {
      var throttled = schedule.claim(now);
      metrics.add(SourceMetric.THROTTLED, throttled.toMillis());
      if (throttled.isZero()) {
        log.requested();
        fetcher.start(round::fetch);
      }
    }
  }

  private void open(Instant now) {
    schedule.roundStarted(now);
    var serverNow = clocks.server().instant();
    var window = pace.window(checkpoint, completedUntil, serverNow);
    if (window.isEmpty()) {
      schedule.nothingToRead(now);
      return;
    }
    LOG.debug("{}: reading {}", feed, window);
    reachesNow = pace.reachesNow(window, serverNow);
    var order = new SortOrderProof(api.order());
    round = new WindowReader(api, window, pace.bufferBytes(), oddities, order);
    retention.opened(checkpoint, window);
    log = new PullStatistics(feed, Math.max(now.toEpochMilli(), log.pullingId() + 1), now, metrics);
  }

  private void arrived(Page page) {
    var now = now();
    log.received(page.events().size(), now);
    metrics.since(SourceMetric.LAST_SUCCESS, clocks.server().instant());
    metrics.set(SourceMetric.FAILURES, 0);
    retention.arrived(page.events());
    round().arrived(page, checkpoint);
    checkpoint = checkpoint.renewed(page.events(), round().window().to());
    schedule.pulled(now, true);
  }

  private List<SourceRecord> emit(List<Event> events) {
    var windowEnd = round().window().to();
    var unseen = checkpoint.unseen(events);
    var before = checkpoint.withRoomFor(unseen.size());
    if (before.since().isAfter(checkpoint.since())) {
      log.overlapShrunk(before.since());
    }
    var emission = before.emit(unseen, windowEnd, pace.overlap().plus(readingTime()));
    var records = mapper.records(unseen, emission.offsets(), log.pullingId());
    overlap.emitted(unseen, checkpoint.time());
    checkpoint = emission.after();
    metrics.since(SourceMetric.LAG, later(checkpoint.time(), completedUntil));
    log.sent(records.size());
    if (following) {
      log.firstSeen(unseen, clocks.server().instant());
    }
    return records;
  }

  /**
   * How long this round has been reading up to the present. If the vendor's clock runs ahead, later
   * pages may hold events that happened since; what became visible behind them meanwhile must still
   * be read, so the overlap grows by that time.
   */
  private Duration readingTime() {
    var elapsed = Duration.between(log.started(), now());
    return reachesNow && !elapsed.isNegative() ? elapsed : Duration.ZERO;
  }

  private void finishIfDone() {
    if (round == null || !round.done()) {
      return;
    }
    var now = now();
    var upToDate = reachesNow && !round.leftSomeOut();
    if (!round.leftSomeOut()) {
      completedUntil = round.window().to();
      metrics.since(SourceMetric.LAG, later(checkpoint.time(), completedUntil));
    }
    metrics.add(SourceMetric.DRIFT_RESTARTS, round.restarts());
    retention.finished();
    schedule.pulled(now, !upToDate);
    log.finished(now, upToDate, schedule.untilDue(now));
    following = upToDate;
    round = null;
  }

  private void failed(ApiException failure) {
    if (round().absorbs(failure)) {
      LOG.debug("{}: {} Asking for less", feed, failure.getMessage());
      return;
    }
    var now = now();
    var told = round().explained(failure);
    var wait = schedule.failed(now, told.recoverability(), told.retryAfter());
    metrics.set(SourceMetric.LAST_ERROR, told.error().id());
    metrics.set(SourceMetric.FAILURES, schedule.failures());
    metrics.add(SourceMetric.UNREADABLE, told.error() == ApiError.UNREADABLE ? 1 : 0);
    if (wait.isEmpty()) {
      throw told;
    }
    metrics.add(SourceMetric.RETRIES, 1);
    LOG.warn("{}: {} Trying again in {}", feed, told.getMessage(), seconds(wait.get()));
    if (schedule.reachedMaxBackoff()) {
      LOG.warn(
          "{}: {}", feed, ApiError.MAX_BACKOFF.message(schedule.failures(), seconds(wait.get())));
    }
  }

  private Instant now() {
    return clocks.local().instant();
  }

  private WindowReader round() {
    if (round == null) {
      throw new IllegalStateException("No round is open");
    }
    return round;
  }

  private static String seconds(Duration duration) {
    return duration.toMillis() / 1000.0 + " s";
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }

  private static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }
}
