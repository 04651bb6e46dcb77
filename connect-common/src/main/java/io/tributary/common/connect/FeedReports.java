// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.connect;

import io.tributary.common.checkpoint.Checkpoint;
import io.tributary.common.config.SourceConfig;
import io.tributary.common.config.SourceSettings;
import io.tributary.common.error.CollectorError;
import io.tributary.common.error.ConnectorLog;
import io.tributary.common.metrics.Journal;
import io.tributary.common.metrics.Journal.Level;
import io.tributary.common.metrics.SourceMetric;
import io.tributary.common.metrics.TaskMetrics;
import io.tributary.common.vendor.Feed;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/**
 * Puts what a feed reports about itself behind its events: the journal, then the heartbeat. A task
 * that fails sends its last entry before it does. One thread polls.
 */
final class FeedReports {
  private static final ConnectorLog LOG = ConnectorLog.of(EventSourceTask.class);
  private static final String OTHER = "failure";

  private final JournalRecords.Settings settings;
  private final OwnRecords records;
  private final Heartbeat heartbeat;
  private final Journal journal;
  private final JournalRecords journalRecords;

  /** What the task before has left. */
  private final List<Journal.Entry> left = new ArrayList<>();

  private @Nullable RuntimeException failure;

  /** The next events, if there are any. */
  @FunctionalInterface
  interface Pull {
    @Nullable List<SourceRecord> poll() throws InterruptedException;
  }

  FeedReports(
      JournalRecords.Settings settings, OwnRecords records, Heartbeat heartbeat, Journal journal) {
    this.settings = settings;
    this.records = records;
    this.heartbeat = heartbeat;
    this.journal = journal;
    this.journalRecords = new JournalRecords(settings, records, journal);
  }

  /** The reports of a feed that begins at the given checkpoint. */
  static FeedReports of(
      SourceConfig config,
      Map<String, String> given,
      Map<String, String> partition,
      Checkpoint start,
      TaskMetrics<SourceMetric> metrics) {
    var records = new OwnRecords(partition, start, LaneFactory.format(config));
    // Those of a task with slices would hide that the tail has stopped.
    var beats =
        new Heartbeat.Settings(
            partition.containsKey(Feed.LANE) ? "" : SourceSettings.HEARTBEAT_TOPIC.of(config),
            SourceSettings.HEARTBEAT_INTERVAL.of(config));
    var heartbeat =
        new Heartbeat(beats, records, metrics, InstantSource.system(), System::nanoTime);
    return new FeedReports(
        JournalRecords.Settings.of(config, given), records, heartbeat, metrics.journal());
  }

  /** Leaves an entry about a task that cannot start, because Connect takes no records of it. */
  static void notStarted(Map<String, String> given, Throwable failure) {
    if (!given.getOrDefault(SourceSettings.JOURNAL_TOPIC.name(), "").isBlank()) {
      var text = ConnectorLog.line("{}", failure.getMessage());
      var entry =
          new Journal.Entry(
              Instant.now(), Level.ERROR, CollectorError.labelOf(failure).orElse(OTHER), text, 1);
      LeftEntries.add(given.getOrDefault("name", ""), List.of(entry));
    }
  }

  /** Notes that the task starts, and where. */
  void started(SourceConfig config, Checkpoint begin, boolean stored) {
    if (settings.isOn()) {
      journal.open();
      left.addAll(LeftEntries.take(settings.connector()));
    }
    note("start", "Starting thread (execution_period={}s)", config.pollInterval().toSeconds());
    if (stored) {
      note(
          "persistence",
          "Data retrieved from the persistence: last_event_time_in_utc {}",
          begin.time());
    } else if (config.reset().isEmpty()) {
      note("persistence", "No data in the persistence. The feed begins at {}", begin.time());
    } else {
      note(
          "reset",
          "No data in the persistence for this reset.persistence.auth. The feed begins anew at {}",
          begin.time());
    }
  }

  /**
   * Returns the next events, followed by what is due of the reports, or null if there are neither.
   * If there is a journal, a failure is reported first, and thrown by the next call.
   */
  @Nullable List<SourceRecord> poll(Pull pull) throws InterruptedException {
    if (failure != null) {
      throw failure;
    }
    var all = new ArrayList<>(events(pull));
    records.follow(all);
    all.addAll(journalRecords.of(left));
    left.clear();
    all.addAll(journalRecords.due());
    heartbeat.due().ifPresent(all::add);
    return all.isEmpty() ? null : all;
  }

  private List<SourceRecord> events(Pull pull) throws InterruptedException {
    try {
      var events = pull.poll();
      return events == null ? List.of() : events;
    } catch (RuntimeException e) {
      if (!settings.isOn()) {
        throw e;
      }
      failure = e;
      journal.note(Level.ERROR, CollectorError.labelOf(e).orElse(OTHER), "{}", e.getMessage());
      return List.of();
    }
  }

  /** Leaves what was not sent to the next task of this connector on this worker. */
  void stopped() {
    note("stop", "Stopping thread");
    if (settings.isOn()) {
      LeftEntries.add(settings.connector(), left);
      LeftEntries.add(settings.connector(), journal.close());
    }
  }

  private void note(String kind, String line, Object... arguments) {
    LOG.info(line, arguments);
    journal.note(Level.INFO, kind, line, arguments);
  }
}
