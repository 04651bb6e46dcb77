// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.vendor;

import java.time.Duration;
import java.time.Instant;

/**
 * What is asked for: events of {@code [from, to)}, at most {@code limit} on a page. The server may
 * treat either end as inclusive or exclusive.
 */
public record Window(Instant from, Instant to, int limit) {

  public boolean isEmpty() {
    return !from.isBefore(to);
  }

  public Duration length() {
    return Duration.between(from, to);
  }

  public Window startingAt(Instant start) {
    return new Window(start, to, limit);
  }

  public Window endingAt(Instant end) {
    return new Window(from, end, limit);
  }

  public Window withLimit(int rows) {
    return new Window(from, to, rows);
  }
}
