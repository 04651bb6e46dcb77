// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.connect;

import io.tributary.common.Version;
import io.tributary.common.config.SourceConfig;
import io.tributary.common.error.ConnectorLog;
import io.tributary.common.vendor.Vendor;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;
import org.jspecify.annotations.Nullable;

/**
 * The lifecycle of a source task. {@code start} builds a running feed and {@code stop} closes it.
 */
public abstract class EventSourceTask<C extends SourceConfig> extends SourceTask {
  /** The longest poll. Connect pauses and stops a task only between polls. */
  private static final Duration PATIENCE = Duration.ofMillis(500);

  private final Vendor<C> vendor;

  /** Connect reports records on a thread of the producer. */
  private volatile @Nullable RunningFeed feed;

  private volatile Map<String, String> settings = Map.of();

  protected EventSourceTask(Vendor<C> vendor) {
    this.vendor = vendor;
  }

  @Override
  public final String version() {
    return Version.text();
  }

  @Override
  public final void start(Map<String, String> settings) {
    this.settings = settings;
    ConnectorLog.nameThread(settings);
    feed = RunningFeed.start(vendor, settings, context);
  }

  @Override
  public final @Nullable List<SourceRecord> poll() throws InterruptedException {
    var running = feed;
    return running == null ? null : running.poll(PATIENCE);
  }

  /** Without metadata Connect has dropped the record, and its offset is committed nevertheless. */
  @Override
  public final void commitRecord(SourceRecord sent, @Nullable RecordMetadata metadata) {
    var running = feed;
    if (running == null) {
      return;
    }
    if (metadata == null) {
      // The thread is that of the task's producer.
      ConnectorLog.nameThread(settings);
      running.dropped(sent);
    }
    running.acknowledged(sent);
  }

  @Override
  public final void stop() {
    var running = feed;
    if (running != null) {
      running.close();
      feed = null;
    }
  }
}
