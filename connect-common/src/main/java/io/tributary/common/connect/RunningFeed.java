// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.connect;

import io.tributary.common.config.SourceConfig;
import io.tributary.common.engine.EventPuller;
import io.tributary.common.error.ApiError;
import io.tributary.common.error.ConnectorLog;
import io.tributary.common.http.ApiClient;
import io.tributary.common.http.ServerClock;
import io.tributary.common.metrics.Journal;
import io.tributary.common.metrics.PublishedMetrics;
import io.tributary.common.metrics.SourceMetric;
import io.tributary.common.metrics.TaskMetrics;
import io.tributary.common.pace.RequestBudget;
import io.tributary.common.vendor.Vendor;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTaskContext;
import org.jspecify.annotations.Nullable;

/**
 * A feed being read, with everything it holds open: a thread, connections and metrics. It is built
 * completely or not at all. Only one thread may call {@link #poll}.
 */
final class RunningFeed implements AutoCloseable {
  private static final ConnectorLog LOG = ConnectorLog.of(EventSourceTask.class);
  private static final String DROPPED = "Connect drops records on their way to {}: {}";
  private static final String WHY_DROPPED =
      "a transform filters them out, or errors.tolerance=all lets it go on after a failure";
  private static final Duration CLOSING = Duration.ofMillis(500);

  private final EventPuller puller;
  private final ClockMonitor clocks;
  private final CoverageRecords coverage;
  private final FeedReports reports;
  private final TaskMetrics<SourceMetric> metrics;
  private final PublishedMetrics published;
  private final boolean hasTail;

  /** The resources to close, the last one opened first. */
  private final Deque<Runnable> open;

  private RunningFeed(
      EventPuller puller,
      ClockMonitor clocks,
      CoverageRecords coverage,
      FeedReports reports,
      TaskMetrics<SourceMetric> metrics,
      PublishedMetrics published,
      boolean hasTail,
      Deque<Runnable> open) {
    this.puller = puller;
    this.clocks = clocks;
    this.coverage = coverage;
    this.reports = reports;
    this.metrics = metrics;
    this.published = published;
    this.hasTail = hasTail;
    this.open = open;
  }

  /**
   * Starts to read a feed at its stored offset. If that fails, no resource stays open.
   *
   * @throws org.apache.kafka.connect.errors.ConnectException if the stored offset is unreadable, or
   *     there is none and the start time is too old
   */
  static <C extends SourceConfig> RunningFeed start(
      Vendor<C> vendor, Map<String, String> settings, SourceTaskContext context) {
    var open = new ArrayDeque<Runnable>();
    try {
      return start(vendor, settings, context, open);
    } catch (RuntimeException | Error e) {
      open.forEach(Runnable::run);
      FeedReports.notStarted(settings, e);
      throw e;
    }
  }

  private static <C extends SourceConfig> RunningFeed start(
      Vendor<C> vendor,
      Map<String, String> settings,
      SourceTaskContext context,
      Deque<Runnable> open) {
    var config = vendor.config(settings);
    var feed = vendor.feed();
    var name = feed.name() + " of " + config.baseUrl();
    var local = InstantSource.system();
    var server = new ServerClock(local);
    var assignment = TaskAssignment.of(settings);
    var plan = new LanePlan(config, feed, context.offsetStorageReader());
    var planned = assignment.own(plan.lanes(assignment.cut(), local.instant()));
    var first = planned.get(0);
    var checkpoint = first.checkpoint();
    var budget = CredentialBudget.of(config, assignment.tasks());
    open.push(budget::closeAndRelease);
    var metrics = new TaskMetrics<>(SourceMetric.class, () -> server.present().latest());

    var reports = FeedReports.of(config, settings, first.partition(), checkpoint, metrics);
    open.push(reports::stopped);

    var threads = new FetchThreads();
    open.push(() -> shutDown(threads, metrics));
    var client = client(vendor, config, server, budget, metrics);
    open.push(client::close);
    var coverage =
        CoverageRecords.of(config, vendor.api(config, client), first.partition(), checkpoint);
    var lanes = new LaneFactory<>(vendor, config, client, budget, threads, local, metrics);
    open.push(lanes::close);
    var puller =
        EventPuller.of(
            planned.stream().map(lane -> lanes.lane(lane, coverage.tracker())).toList(),
            new EventPuller.Clocks(local, System::nanoTime, server::present),
            metrics);
    var published = PublishedMetrics.of(context, metrics, settings);
    open.push(published::close);
    LOG.info(
        "{}: starting at {}; requests.limits is {}", name, checkpoint, config.requestsLimits());
    reports.started(config, checkpoint, first.stored());
    var clocks = new ClockMonitor(server, metrics, System::nanoTime);
    return new RunningFeed(
        puller, clocks, coverage, reports, metrics, published, first.isTail(), open);
  }

  /** Returns the next records, or null if none are ready within the given time. */
  @Nullable List<SourceRecord> poll(Duration patience) throws InterruptedException {
    published.showUnlessShown();
    clocks.check();
    if (!hasTail && metrics.value(SourceMetric.FAILURES) == 0) {
      showThatNothingIsBehind();
    }
    return reports.poll(() -> coverage.behind(puller.poll(patience)));
  }

  /** Only the task with the tail tells how far the feed is behind, and others raise no alarm. */
  private void showThatNothingIsBehind() {
    var now = InstantSource.system().instant();
    metrics.since(SourceMetric.LAG, now);
    metrics.since(SourceMetric.LAST_SUCCESS, now);
    metrics.since(SourceMetric.LAST_SWEEP, now);
    metrics.set(SourceMetric.UP_TO_DATE, 1);
  }

  /** Notes that Connect is done with a record. Any thread may call this. */
  void acknowledged(SourceRecord sent) {
    coverage.acknowledged(sent);
  }

  /** Counts a record that did not reach its topic. Any thread may call this. */
  void dropped(SourceRecord sent) {
    if (metrics.value(SourceMetric.DROPPED) == 0) {
      LOG.warn(DROPPED, sent.topic(), WHY_DROPPED);
    }
    metrics.add(SourceMetric.DROPPED, 1);
    metrics
        .journal()
        .note(Journal.Level.WARNING, "records_dropped", DROPPED, sent.topic(), WHY_DROPPED);
  }

  @Override
  public void close() {
    open.forEach(Runnable::run);
    open.clear();
  }

  /** Returns a client that does without a task. */
  static <C extends SourceConfig> ApiClient client(
      Vendor<C> vendor, C config, RequestBudget budget) {
    var clock = new ServerClock(InstantSource.system());
    return client(vendor, config, clock, budget, new TaskMetrics<>(SourceMetric.class, clock));
  }

  /** Returns a client whose requests are counted. */
  static <C extends SourceConfig> ApiClient client(
      Vendor<C> vendor,
      C config,
      ServerClock clock,
      RequestBudget budget,
      TaskMetrics<SourceMetric> metrics) {
    return new ApiClient(
        config.http(vendor.feed().vendor()),
        vendor.auth(config, clock),
        vendor.exceptions(),
        clock,
        budget,
        metrics);
  }

  private static void shutDown(FetchThreads threads, TaskMetrics<SourceMetric> metrics) {
    try {
      if (!threads.interrupt(CLOSING)) {
        var late = ApiError.CLOSE_FAILED.message("a fetch is still running after " + CLOSING);
        LOG.warn("{}", late);
        metrics.journal().note(Journal.Level.WARNING, ApiError.CLOSE_FAILED.label(), "{}", late);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
