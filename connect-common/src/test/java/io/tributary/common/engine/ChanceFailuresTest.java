// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.vendor.Pagination;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests that fail whatever their size must not be taken for requests that are too large. */
class ChanceFailuresTest {
  private static final int SEEDS = 10;

  /** How a list of 3,000 events is read. */
  enum Reading {
    BY_TIME,
    WHOLE_LISTS,
    NUMBERED,
    BY_CURSOR,
    SMALL_ENOUGH_FOR_A_GATEWAY
  }

  @ParameterizedTest
  @CsvSource({
    "BY_TIME, 0.3, 2.5",
    "BY_TIME, 0.5, 4",
    "WHOLE_LISTS, 0.3, 2.5",
    "WHOLE_LISTS, 0.5, 4",
    "NUMBERED, 0.3, 2.5",
    "NUMBERED, 0.5, 4",
    "BY_CURSOR, 0.3, 2.5",
    "BY_CURSOR, 0.5, 4",
    "SMALL_ENOUGH_FOR_A_GATEWAY, 0.3, 4",
  })
  void costsFewRequestsMore(Reading reading, double failing, double times)
      throws InterruptedException {
    for (var seed = 1; seed <= SEEDS; seed++) {
      var without = requests(reading, 0, seed);

      assertThat(requests(reading, failing, seed))
          .as("requests of seed %s, and %s where none fails", seed, without)
          .isLessThan((int) (times * without));
    }
  }

  private static int requests(Reading reading, double failing, long seed)
      throws InterruptedException {
    var scenario =
        Scenario.named(
            reading.name(),
            changed -> {
              changed.backfill();
              switch (reading) {
                case BY_TIME -> {}
                case WHOLE_LISTS -> changed.unknown();
                case NUMBERED -> changed.numbered();
                case BY_CURSOR -> changed.pagination = Pagination.CURSOR;
                case SMALL_ENOUGH_FOR_A_GATEWAY -> changed.rowsBeforeTimeout = 100;
              }
              changed.events = 3_000;
              changed.pageSizeFrom = 50;
              changed.pageSizeTo = 100;
              changed.crashes = 0;
              changed.cutRequests = failing;
            });
    var simulation = new Simulation(scenario, seed);
    assertThat(simulation.run()).isEmpty();
    return simulation.requestsUntilLastEvent();
  }
}
