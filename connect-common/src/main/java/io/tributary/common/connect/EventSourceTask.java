// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.connect;

import io.tributary.common.Version;
import io.tributary.common.config.SourceConfig;
import io.tributary.common.vendor.Vendor;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;
import org.jspecify.annotations.Nullable;

/** The lifecycle of a source task: {@code start} builds a running feed, {@code stop} closes it. */
public abstract class EventSourceTask<C extends SourceConfig> extends SourceTask {
  /** Connect pauses and stops a task only between two polls. */
  private static final Duration PATIENCE = Duration.ofMillis(500);

  private final Vendor<C> vendor;
  private @Nullable RunningFeed feed;

  protected EventSourceTask(Vendor<C> vendor) {
    this.vendor = vendor;
  }

  @Override
  public final String version() {
    return Version.text();
  }

  @Override
  public final void start(Map<String, String> settings) {
    feed = RunningFeed.start(vendor, settings, context);
  }

  @Override
  public final @Nullable List<SourceRecord> poll() throws InterruptedException {
    return feed == null ? null : feed.poll(PATIENCE);
  }

  @Override
  public final void stop() {
    if (feed != null) {
      feed.close();
      feed = null;
    }
  }
}
