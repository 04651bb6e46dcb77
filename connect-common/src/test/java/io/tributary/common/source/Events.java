package io.tributary.common.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tributary.common.metrics.SourceMetric;
import io.tributary.common.metrics.TaskMetrics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Events and times for tests, written short. */
final class Events {
  private Events() {}

  /** A time on the first of March 2026, such as {@code 08:15:42}. */
  static Instant at(String clock) {
    return Instant.parse("2026-03-01T" + clock + "Z");
  }

  static Event event(String id, String clock) {
    return Event.of(id, at(clock), json("{\"id\":\"" + id + "\"}"));
  }

  static Event timeless(String id) {
    return Event.of(id, null, json("{\"id\":\"" + id + "\"}"));
  }

  /** So many events of one instant. */
  static List<Event> many(String prefix, int count, String clock) {
    var events = new ArrayList<Event>(count);
    for (var i = 0; i < count; i++) {
      events.add(event(prefix + i, clock));
    }
    return events;
  }

  static TaskMetrics<SourceMetric> metrics() {
    return new TaskMetrics<>(SourceMetric.class, () -> at("12:00:00"));
  }

  static Slice json(String text) {
    return Slice.of(text.getBytes(UTF_8));
  }

  static List<String> ids(List<Event> events) {
    return events.stream().map(Event::id).toList();
  }
}
