package io.tributary.benchmarks;

import io.tributary.benchmarks.Scenarios.Scenario;
import java.util.List;

/** The sink. */
final class SinkScenarios {
  private SinkScenarios() {}

  static List<Scenario> all() {
    return List.of();
  }
}
