// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.engine;

import io.tributary.common.error.ApiError;
import io.tributary.common.vendor.Pagination;
import io.tributary.common.vendor.SortOrder;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Ways of paging, orders, ties, errors and clocks, mixed as chance has it, the same each time. */
final class MixedScenarios {
  private static final int COUNT = 40;

  private MixedScenarios() {}

  static Stream<Scenario> all() {
    return IntStream.rangeClosed(1, COUNT)
        .mapToObj(number -> Scenario.named("mixed " + number, s -> mix(s, new Random(number))));
  }

  private static void mix(Scenario s, Random random) {
    s.pagination = any(random, List.of(Pagination.values()));
    s.order = any(random, List.of(SortOrder.values()));
    if (random.nextInt(4) == 0) {
      s.reallyListed = any(random, List.of(SortOrder.values()));
    }
    s.boundsEnd = random.nextBoolean();
    s.backfill = random.nextBoolean();
    s.totals = random.nextBoolean();
    s.burst = one(random, 1, 3, 60);
    s.reordersTies = random.nextBoolean() && s.pagination != Pagination.CURSOR;
    s.late = one(random, 0.0, 0.2);
    s.withoutTime = one(random, 0.0, 0.0, 0.05);
    s.withoutId = one(random, 0.0, 0.05);
    s.faults = one(random, 0.0, 0.1);
    s.deleted = one(random, 0.0, 0.0, 0.05);
    s.errorsOnLaterPages = one(random, 0.0, 0.1);
    if (random.nextInt(3) == 0) {
      s.errorBehindEnd = one(random, ApiError.NOT_FOUND, ApiError.UNEXPECTED_STATUS);
    }
    if (random.nextInt(3) == 0) {
      var minutes = Duration.ofMinutes(one(random, -2L, 2L, 120L));
      s.serverOff(0.2, minutes);
      s.weAreOff(one(random, 0.0, 0.02), minutes);
    }
    if (!s.boundsEnd && random.nextInt(3) == 0) {
      s.stampedAhead(0.05, Duration.ofHours(1));
    }
    s.exactlyOnce = random.nextInt(3) > 0;
    s.filtered = one(random, 0.0, 0.3);
  }

  @SafeVarargs
  @SuppressWarnings("varargs")
  private static <T> T one(Random random, T... of) {
    return any(random, List.of(of));
  }

  private static <T> T any(Random random, List<T> of) {
    return of.get(random.nextInt(of.size()));
  }
}
