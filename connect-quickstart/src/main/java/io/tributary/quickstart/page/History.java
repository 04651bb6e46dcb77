// SPDX-License-Identifier: Apache-2.0
package io.tributary.quickstart.page;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The last five minutes of figures, for charts. Not thread-safe. */
final class History {
  /** What is shown of it at most. */
  static final int STEPS = 60;

  private static final Duration STEP = Duration.ofSeconds(5);

  private record Step(Instant from, double highest) {}

  private final Map<String, Deque<Step>> figures = new HashMap<>();

  /**
   * Records a value, and returns the highest value of each step of five seconds, the oldest first.
   */
  List<Double> with(String figure, double value, Instant now) {
    var steps = figures.computeIfAbsent(figure, name -> new ArrayDeque<>());
    var last = steps.peekLast();
    if (last == null || !now.isBefore(last.from().plus(STEP))) {
      steps.addLast(new Step(now, value));
    } else if (value > last.highest()) {
      steps.removeLast();
      steps.addLast(new Step(last.from(), value));
    }
    if (steps.size() > STEPS) {
      steps.removeFirst();
    }
    return steps.stream().map(Step::highest).toList();
  }
}
