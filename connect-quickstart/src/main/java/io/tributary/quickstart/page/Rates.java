// SPDX-License-Identifier: Apache-2.0
package io.tributary.quickstart.page;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/** How fast counters grow, over the last seconds. Not thread-safe. */
final class Rates {
  private static final Duration SPAN = Duration.ofSeconds(10);

  private final Map<String, Deque<Sample>> counters = new HashMap<>();

  private record Sample(Instant at, long value) {}

  /** The counter stands so now; how much it has grown per second, zero where it has begun anew. */
  double perSecond(String counter, long value, Instant now) {
    var samples = counters.computeIfAbsent(counter, name -> new ArrayDeque<>());
    if (!samples.isEmpty() && samples.getLast().value() > value) {
      samples.clear();
    }
    samples.addLast(new Sample(now, value));
    while (samples.getFirst().at().isBefore(now.minus(SPAN))) {
      samples.removeFirst();
    }
    var first = samples.getFirst();
    double seconds = Duration.between(first.at(), now).toMillis() / 1000.0;
    return seconds == 0 ? 0 : (value - first.value()) / seconds;
  }
}
