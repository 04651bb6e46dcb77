// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.record;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.tributary.common.error.ConnectorLog;
import io.tributary.common.event.Event;
import io.tributary.common.json.ByteSlice;
import io.tributary.common.metrics.LossSignal;
import io.tributary.common.metrics.SourceMetric;
import io.tributary.common.metrics.TaskMetrics;
import java.time.Duration;
import java.util.HexFormat;

/** Creates the placeholder that replaces an event that cannot be sent. */
final class PlaceholderEvent {
  private static final ConnectorLog LOG = ConnectorLog.of(PlaceholderEvent.class);

  private static final long PAUSE_NANOS = Duration.ofMinutes(1).toNanos();

  private final TaskMetrics<SourceMetric> metrics;
  private long replaced;
  private long warnedNanos;

  PlaceholderEvent(TaskMetrics<SourceMetric> metrics) {
    this.metrics = metrics;
  }

  /** Replaces an event that is too large for the producer. The placeholder identifies the event. */
  ByteSlice oversize(Event event) {
    var why = "is larger than event.max.bytes";
    return of(event, "@tributary_oversize", LossSignal.EVENTS_OVERSIZE, why);
  }

  /** Replaces an event that cannot be converted to a map, such as one nested too deeply. */
  ByteSlice unmappable(Event event) {
    var why = "cannot be converted to a map";
    return of(event, "@tributary_unmappable", LossSignal.EVENTS_UNMAPPABLE, why);
  }

  /** Replaces an event that is not JSON that can be parsed. */
  ByteSlice unreadable(Event event) {
    var why = "cannot be parsed";
    return of(event, "@tributary_unreadable", LossSignal.EVENTS_UNREADABLE, why);
  }

  /** Replaces an event that could not be masked, for the given reason. */
  ByteSlice withheld(Event event, String why) {
    var all = "cannot be masked: " + why;
    return of(event, "@tributary_withheld", LossSignal.EVENTS_WITHHELD, all);
  }

  /** At most once a minute, because a vendor's users may write any number of such events. */
  private void warn(Event event, String why) {
    replaced++;
    var now = System.nanoTime();
    if (replaced == 1 || now - warnedNanos >= PAUSE_NANOS) {
      warnedNanos = now;
      LOG.warn(
          "Event {} of {} bytes {}. A marker replaces it in the topic, as {} event(s) so far",
          event.id(),
          event.length(),
          why,
          replaced);
    }
  }

  private ByteSlice of(Event event, String member, LossSignal signal, String why) {
    warn(event, why);
    metrics.add(SourceMetric.REPLACED, 1);
    signal.note(metrics, 1, "Event {} {}. A marker replaces it in the topic", event.id(), why);
    var marker = JsonNodeFactory.instance.objectNode();
    marker.put("id", event.id());
    marker.put("time", event.time() == null ? null : event.time().toString());
    marker
        .putObject(member)
        .put("bytes", event.length())
        .put("sha256", HexFormat.of().formatHex(event.json().sha256()));
    return ByteSlice.of(marker.toString().getBytes(UTF_8));
  }
}
