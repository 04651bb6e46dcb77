// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.connect;

import java.util.Collection;
import java.util.Map;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.source.SourceTaskContext;
import org.apache.kafka.connect.storage.OffsetStorageReader;
import org.jspecify.annotations.Nullable;

/** The context of a task whose feed has no offset, on a worker before Kafka 4.1. */
record NothingStored(Map<String, String> configs)
    implements SourceTaskContext, OffsetStorageReader {

  @Override
  public OffsetStorageReader offsetStorageReader() {
    return this;
  }

  @Override
  public <T> @Nullable Map<String, Object> offset(Map<String, T> partition) {
    return null;
  }

  @Override
  public <T> Map<Map<String, T>, Map<String, Object>> offsets(
      Collection<Map<String, T>> partitions) {
    return Map.of();
  }

  @Override
  public PluginMetrics pluginMetrics() {
    throw new NoSuchMethodError("before KIP-877");
  }
}
