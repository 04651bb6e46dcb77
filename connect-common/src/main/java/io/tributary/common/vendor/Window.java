// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.vendor;

import java.time.Duration;
import java.time.Instant;

/**
 * The events to request: those in {@code [from, to)}, UTC, at most {@code limit} per page. The
 * server may treat either bound as inclusive or exclusive.
 */
public record Window(Instant from, Instant to, int limit) {

  /** Returns the time from start to end, negative if the window ends before it starts. */
  public Duration length() {
    return Duration.between(from, to);
  }

  /** Returns this window with another start, UTC. */
  public Window startingAt(Instant start) {
    return new Window(start, to, limit);
  }

  /** Returns this window with another end, UTC. */
  public Window endingAt(Instant end) {
    return new Window(from, end, limit);
  }

  /** Returns this window with another number of rows per page. */
  public Window withLimit(int rows) {
    return new Window(from, to, rows);
  }
}
