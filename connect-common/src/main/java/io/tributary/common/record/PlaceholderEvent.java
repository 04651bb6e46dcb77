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

/** Makes the placeholder that is sent in place of an event that cannot be sent itself. */
final class PlaceholderEvent {
  private static final Logger LOG = LoggerFactory.getLogger(PlaceholderEvent.class);

  private final TaskMetrics<SourceMetric> metrics;

  PlaceholderEvent(TaskMetrics<SourceMetric> metrics) {
    this.metrics = metrics;
  }

  /** Replaces an event that the producer would refuse for its size; identifies the event. */
  ByteSlice oversize(Event event) {
    LOG.warn(
        "Event {} has {} bytes, more than event.max.bytes: a marker takes its place in the topic",
        event.id(),
        event.json().length());
    return of(event, "@tributary_oversize");
  }

  /** Replaces an event that cannot become a map, such as one nested too deep. */
  ByteSlice unmappable(Event event) {
    LOG.warn("Event {} cannot become a map: a marker takes its place in the topic", event.id());
    return of(event, "@tributary_unmappable");
  }

  /** Replaces an event that could not be masked, for the given reason. */
  ByteSlice withheld(Event event, String why) {
    LOG.warn(
        "Event {} cannot be masked: {}; a marker takes its place in the topic", event.id(), why);
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
