// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tributary.common.json.ByteSlice;
import io.tributary.common.metrics.SourceMetric;
import io.tributary.common.metrics.TaskMetrics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Events and times for tests, written short. */
public final class Events {
  private Events() {}

  /** A time on the first of March 2026, such as {@code 08:15:42}. */
  public static Instant at(String clock) {
    return Instant.parse("2026-03-01T" + clock + "Z");
  }

  public static Event event(String id, String clock) {
    return Event.of(id, at(clock), json("{\"id\":\"" + id + "\"}"));
  }

  public static Event timeless(String id) {
    return Event.of(id, null, json("{\"id\":\"" + id + "\"}"));
  }

  /** So many events of one instant. */
  public static List<Event> many(String prefix, int count, String clock) {
    var events = new ArrayList<Event>(count);
    for (var i = 0; i < count; i++) {
      events.add(event(prefix + i, clock));
    }
    return events;
  }

  public static TaskMetrics<SourceMetric> metrics() {
    return new TaskMetrics<>(SourceMetric.class, () -> at("12:00:00"));
  }

  public static ByteSlice json(String text) {
    return ByteSlice.of(text.getBytes(UTF_8));
  }

  public static List<String> ids(List<Event> events) {
    return events.stream().map(Event::id).toList();
  }

  /** The same event, known to have come before with other bytes. */
  public static Event changed(Event event) {
    return event.changed();
  }
}
