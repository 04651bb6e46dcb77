package io.tributary.common.source;

import java.time.Duration;
import java.time.Instant;

/**
 * What is asked for: events of {@code [from, to)}, at most {@code limit} on a page. The server may
 * treat either end as inclusive or exclusive.
 */
public record Window(Instant from, Instant to, int limit) {

  boolean isEmpty() {
    return !from.isBefore(to);
  }

  Duration length() {
    return Duration.between(from, to);
  }

  Window startingAt(Instant start) {
    return new Window(start, to, limit);
  }

  Window endingAt(Instant end) {
    return new Window(from, end, limit);
  }

  Window withLimit(int rows) {
    return new Window(from, to, rows);
  }
}
