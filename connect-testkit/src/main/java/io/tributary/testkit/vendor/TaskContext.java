// SPDX-License-Identifier: Apache-2.0
package io.tributary.testkit.vendor;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.common.metrics.internals.PluginMetricsImpl;
import org.apache.kafka.connect.source.SourceTaskContext;
import org.apache.kafka.connect.storage.OffsetStorageReader;
import org.jspecify.annotations.Nullable;

/** All that a source task is told by its worker: one stored offset, or none when it is empty. */
public record TaskContext(Map<String, ?> offset, Map<String, String> configs)
    implements SourceTaskContext, OffsetStorageReader {

  @Override
  public OffsetStorageReader offsetStorageReader() {
    return this;
  }

  @Override
  public PluginMetrics pluginMetrics() {
    return new PluginMetricsImpl(new Metrics(), Map.of());
  }

  @Override
  public <T> @Nullable Map<String, Object> offset(Map<String, T> partition) {
    return offset.isEmpty() ? null : new HashMap<>(offset);
  }

  @Override
  public <T> Map<Map<String, T>, Map<String, Object>> offsets(
      Collection<Map<String, T>> partitions) {
    var offsets = new HashMap<Map<String, T>, Map<String, Object>>();
    for (var partition : partitions) {
      var stored = offset(partition);
      if (stored != null) {
        offsets.put(partition, stored);
      }
    }
    return offsets;
  }
}
