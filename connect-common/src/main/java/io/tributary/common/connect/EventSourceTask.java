package io.tributary.common.connect;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.bucket4j.TimeMeter;
import io.tributary.common.Version;
import io.tributary.common.checkpoint.Checkpoint;
import io.tributary.common.checkpoint.OffsetCodec;
import io.tributary.common.config.SourceConfig;
import io.tributary.common.config.SourceSettings;
import io.tributary.common.engine.EventPuller;
import io.tributary.common.engine.PageFetcher;
import io.tributary.common.engine.WindowPolicy;
import io.tributary.common.error.ApiError;
import io.tributary.common.http.ApiClient;
import io.tributary.common.http.ServerClock;
import io.tributary.common.json.ByteSlice;
import io.tributary.common.metrics.PublishedMetrics;
import io.tributary.common.metrics.SourceMetric;
import io.tributary.common.metrics.TaskMetrics;
import io.tributary.common.pace.PollSchedule;
import io.tributary.common.pace.RequestBudget;
import io.tributary.common.record.RecordMapper;
import io.tributary.common.record.RecordSettings;
import io.tributary.common.record.TagSelector;
import io.tributary.common.vendor.Vendor;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The lifecycle of a source task: everything is built in start and closed in stop. */
public abstract class EventSourceTask<C extends SourceConfig> extends SourceTask {
  private static final Logger LOG = LoggerFactory.getLogger(EventSourceTask.class);

  /** Connect pauses and stops a task only between two polls. */
  private static final Duration PATIENCE = Duration.ofMillis(500);

  private static final Duration CLOSING = Duration.ofMillis(500);

  private final Vendor<C> vendor;
  private @Nullable ExecutorService fetchThread;
  private @Nullable ApiClient client;
  private @Nullable PageFetcher fetcher;
  private @Nullable EventPuller puller;
  private @Nullable Heartbeat heartbeat;
  private @Nullable PublishedMetrics published;

  protected EventSourceTask(Vendor<C> vendor) {
    this.vendor = vendor;
  }

  @Override
  public final String version() {
    return Version.text();
  }

  @Override
  public final void start(Map<String, String> settings) {
    var config = vendor.config(settings);
    var feed = vendor.feed();
    var name = feed.vendor() + "/" + feed.service() + " of " + config.baseUrl();
    var local = InstantSource.system();
    var server = new ServerClock(local);
    var partition = feed.toPartition(config.baseUrl().toString(), config.reset());
    var checkpoint = checkpoint(config, partition, local);
    var owner = config.baseUrl().getHost() + ' ' + digest(config.credential());
    var budget = RequestBudget.shared(owner, config.requestsLimits());
    var schedule = new PollSchedule(config.pollInterval(), config.retryPolicy(), budget);

    var metrics = new TaskMetrics<>(SourceMetric.class, server);
    var threads = Executors.newSingleThreadExecutor(EventSourceTask::fetchThread);
    var http = client(vendor, config, server, budget, metrics);
    var pages = new PageFetcher(threads);
    fetchThread = threads;
    client = http;
    fetcher = pages;
    puller =
        new EventPuller(
            name,
            vendor.api(config, http),
            pace(config),
            schedule,
            pages,
            new RecordMapper(partition, records(config), config.obfuscation(), local, metrics),
            new EventPuller.Clocks(local, server),
            checkpoint,
            metrics);
    heartbeat = new Heartbeat(heartbeats(config), partition, checkpoint, metrics, server);
    published = PublishedMetrics.of(context, metrics, settings);
    LOG.info(
        "{}: starting at {}; requests.limits is {}", name, checkpoint, config.requestsLimits());
  }

  @Override
  public final @Nullable List<SourceRecord> poll() throws InterruptedException {
    var current = puller;
    var pulse = heartbeat;
    if (current == null || pulse == null || published == null) {
      return null;
    }
    published.showUnlessShown();
    return pulse.behind(current.poll(PATIENCE));
  }

  @Override
  public final void stop() {
    puller = null;
    if (published != null) {
      published.close();
    }
    if (fetcher != null) {
      fetcher.close();
    }
    if (client != null) {
      client.close();
    }
    if (fetchThread != null) {
      fetchThread.shutdownNow();
      warnIfStillRunning(fetchThread);
    }
  }

  /** A client to try settings out, whose requests nobody counts. */
  static <C extends SourceConfig> ApiClient client(Vendor<C> vendor, C config) {
    var clock = new ServerClock(InstantSource.system());
    var budget = RequestBudget.of("", TimeMeter.SYSTEM_NANOTIME);
    return client(vendor, config, clock, budget, new TaskMetrics<>(SourceMetric.class, clock));
  }

  private static <C extends SourceConfig> ApiClient client(
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

  private Checkpoint checkpoint(C config, Map<String, String> partition, InstantSource clock) {
    var offset = context.offsetStorageReader().offset(partition);
    return offset == null
        ? Checkpoint.startingAt(config.startTime(clock.instant()))
        : OffsetCodec.decode(offset);
  }

  static WindowPolicy pace(SourceConfig config) {
    return new WindowPolicy(
        config.settle(),
        config.overlap(),
        config.windowMax(),
        config.pageSize(),
        config.responseMaxBytes());
  }

  private static RecordSettings records(SourceConfig config) {
    return new RecordSettings(
        config.getString(SourceSettings.TOPIC),
        config
            .tagMap()
            .map(TagSelector::by)
            .orElse(TagSelector.always(config.getString(SourceSettings.DEVO_TAG))),
        format(config),
        config.getString(SourceSettings.RECORD_TIMESTAMP).equals("event"),
        config.getBoolean(SourceSettings.PULLING_ID_INJECT),
        config.getString(SourceSettings.ENVIRONMENT),
        config.getInt(SourceSettings.EVENT_MAX_BYTES));
  }

  private static Heartbeat.Settings heartbeats(SourceConfig config) {
    return new Heartbeat.Settings(
        config.getString(SourceSettings.HEARTBEAT_TOPIC),
        Duration.ofMillis(config.getLong(SourceSettings.HEARTBEAT_INTERVAL)),
        format(config));
  }

  private static RecordSettings.Format format(SourceConfig config) {
    return config.getString(SourceSettings.VALUE_FORMAT).equals("map")
        ? RecordSettings.Format.MAP
        : RecordSettings.Format.JSON;
  }

  private static Thread fetchThread(Runnable work) {
    var thread = new Thread(work, "tributary-fetch");
    thread.setDaemon(true);
    return thread;
  }

  private static String digest(String credential) {
    return HexFormat.of().formatHex(ByteSlice.of(credential.getBytes(UTF_8)).sha256());
  }

  private static void warnIfStillRunning(ExecutorService threads) {
    try {
      if (!threads.awaitTermination(CLOSING.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn(ApiError.CLOSE_FAILED.message("a fetch goes on after " + CLOSING));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
