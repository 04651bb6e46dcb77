// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.record;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.tributary.common.event.Event;
import io.tributary.common.json.ByteSlice;
import io.tributary.common.metrics.SourceMetric;
import io.tributary.common.metrics.TaskMetrics;
import java.util.HexFormat;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Creates the placeholder that replaces an event that cannot be sent. */
final class PlaceholderEvent {
  private static final Logger LOG = LoggerFactory.getLogger(PlaceholderEvent.class);

  private final TaskMetrics<SourceMetric> metrics;

  PlaceholderEvent(TaskMetrics<SourceMetric> metrics) {
    this.metrics = metrics;
  }

  /** Replaces an event that is too large for the producer. The placeholder identifies the event. */
  ByteSlice oversize(Event event) {
    LOG.warn(
        "Event {} has {} bytes, more than event.max.bytes. A marker replaces it in the topic",
        event.id(),
        event.json().length());
    return of(event, "@tributary_oversize");
  }

  /** Replaces an event that cannot be converted to a map, such as one nested too deeply. */
  ByteSlice unmappable(Event event) {
    LOG.warn(
        "Event {} cannot be converted to a map. A marker replaces it in the topic", event.id());
    return of(event, "@tributary_unmappable");
  }

  /** Replaces an event that could not be masked, for the given reason. */
  ByteSlice withheld(Event event, String why) {
    LOG.warn("Event {} cannot be masked: {}. A marker replaces it in the topic", event.id(), why);
    return of(event, "@tributary_withheld");
  }

  private ByteSlice of(Event event, String member) {
    metrics.add(SourceMetric.REPLACED, 1);
    var marker = JsonNodeFactory.instance.objectNode();
    marker.put("id", event.id());
    marker.put("time", event.time() == null ? null : event.time().toString());
    marker
        .putObject(member)
        .put("bytes", event.json().length())
        .put("sha256", HexFormat.of().formatHex(event.json().sha256()));
    return ByteSlice.of(marker.toString().getBytes(UTF_8));
  }
}
