// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.connect;

import io.tributary.common.checkpoint.LookBack;
import io.tributary.common.config.SourceConfig;
import io.tributary.common.config.SourceSettings;
import io.tributary.common.coverage.CoverageTracker;
import io.tributary.common.engine.EventPuller;
import io.tributary.common.engine.PageFetcher;
import io.tributary.common.http.ApiClient;
import io.tributary.common.json.TimeRange;
import io.tributary.common.metrics.BackfillProgress;
import io.tributary.common.metrics.SourceMetric;
import io.tributary.common.metrics.TaskMetrics;
import io.tributary.common.pace.BackgroundSchedule;
import io.tributary.common.pace.Pace;
import io.tributary.common.pace.PollSchedule;
import io.tributary.common.pace.RequestBudget;
import io.tributary.common.record.RecordMapper;
import io.tributary.common.record.RecordSettings;
import io.tributary.common.record.TagSelector;
import io.tributary.common.vendor.Vendor;
import io.tributary.common.window.WindowPolicy;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Equips the lanes of a task with all that they are read with. */
final class LaneFactory<C extends SourceConfig> implements AutoCloseable {
  /** The clocks of vendors differ by less. */
  private static final Duration SLACK = Duration.ofHours(1);

  private final Vendor<C> vendor;
  private final C config;
  private final ApiClient client;
  private final RequestBudget budget;
  private final Executor threads;
  private final InstantSource clock;
  private final TaskMetrics<SourceMetric> metrics;
  private final BackfillProgress progress;
  private final List<PageFetcher> fetchers = new ArrayList<>();

  LaneFactory(
      Vendor<C> vendor,
      C config,
      ApiClient client,
      RequestBudget budget,
      Executor threads,
      InstantSource clock,
      TaskMetrics<SourceMetric> metrics) {
    this.vendor = vendor;
    this.config = config;
    this.client = client;
    this.budget = budget;
    this.threads = threads;
    this.clock = clock;
    this.metrics = metrics;
    this.progress = new BackfillProgress(metrics, System::nanoTime);
  }

  /**
   * Returns a lane that is ready to be read.
   *
   * @param coverage what follows the sweeps of the tail to prove what is complete, or null
   */
  EventPuller.LaneSetup lane(LanePlan.Planned lane, @Nullable CoverageTracker coverage) {
    var range = lane.range();
    return new EventPuller.LaneSetup(
        lane.checkpoint(),
        windows(config),
        new EventPuller.Access(fetcher(), pace(lane)),
        sweeps(lane, lane.isTail() ? coverage : null),
        new RecordMapper(lane.partition(), records(config), config.obfuscation(), clock, metrics),
        lane.isReplay() ? RecordMapper.REPLAY : null,
        range == null ? null : new EventPuller.Past(range, progress.add(range.length())));
  }

  private Pace pace(LanePlan.Planned lane) {
    return lane.isTail()
        ? new PollSchedule(
            config.pollInterval(), config.retryPolicy(), config.patience(lane.stored()), budget)
        : BackgroundSchedule.ofPast(config.retryPolicy(), budget);
  }

  private EventPuller.@Nullable Sweeps sweeps(
      LanePlan.Planned lane, @Nullable CoverageTracker coverage) {
    if (config.sweepHorizon().isZero() || lane.isReplay() || isLongPast(lane.range())) {
      return null;
    }
    var pace = BackgroundSchedule.ofSweeps(config.sweepInterval(), config.retryPolicy(), budget);
    if (!lane.stored()) {
      // A lane that begins has nothing to sweep that its polls will not have just read.
      pace.skipFirst(clock.instant());
    }
    return new EventPuller.Sweeps(new EventPuller.Access(fetcher(), pace), coverage);
  }

  private boolean isLongPast(@Nullable TimeRange range) {
    return range != null
        && range.until().isBefore(clock.instant().minus(config.sweepHorizon()).minus(SLACK));
  }

  /** Each has its own place in the vendor's lists. */
  private PageFetcher fetcher() {
    var fetcher = new PageFetcher(vendor.api(config, client), threads);
    fetchers.add(fetcher);
    return fetcher;
  }

  /** Interrupts every wait. */
  @Override
  public void close() {
    fetchers.forEach(PageFetcher::close);
  }

  static WindowPolicy windows(SourceConfig config) {
    // Events of some hundred bytes take up to twice as much heap.
    var bufferBytes = 2L * config.responseMaxBytes();
    var lookBack = new LookBack(config.overlap(), config.sweepHorizon());
    return new WindowPolicy(
        config.settle(), lookBack, config.windowMax(), config.pageSize(), bufferBytes);
  }

  private static RecordSettings records(SourceConfig config) {
    return new RecordSettings(
        SourceSettings.TOPIC.of(config),
        config
            .tagMap()
            .map(TagSelector::by)
            .orElse(TagSelector.always(SourceSettings.DEVO_TAG.of(config))),
        format(config),
        SourceSettings.RECORD_TIMESTAMP.of(config).equals("event"),
        SourceSettings.PULLING_ID_INJECT.of(config),
        SourceSettings.ENVIRONMENT.of(config),
        SourceSettings.EVENT_MAX_BYTES.of(config));
  }

  static RecordSettings.Format format(SourceConfig config) {
    return SourceSettings.VALUE_FORMAT.of(config).equals("map")
        ? RecordSettings.Format.MAP
        : RecordSettings.Format.JSON;
  }
}
