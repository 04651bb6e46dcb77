// SPDX-License-Identifier: Apache-2.0
package io.tributary.benchmarks;

import java.util.List;

/** Runs scenarios, all or those named, in five alternated rounds, and prints a table of medians. */
final class TaskBench {
  private TaskBench() {}

  /** Runs them. */
  public static void main(String... names) {
    var rounds = Integer.getInteger("rounds", 5);
    System.out.printf("%-58s %10s %10s %10s%n", "", "figure", "must", "aim");
    for (var scenario : Scenarios.all()) {
      if (names.length == 0 || List.of(names).contains(scenario.name())) {
        scenario.run(rounds).forEach(System.out::println);
      }
    }
  }
}
