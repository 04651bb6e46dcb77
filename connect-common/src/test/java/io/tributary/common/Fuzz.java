// SPDX-License-Identifier: Apache-2.0
package io.tributary.common;

import java.util.Random;

/**
 * Checks a property with random cases, each made by its seed alone. A failure names the command
 * that replays its case.
 */
public final class Fuzz {
  private static final int CASES = Integer.getInteger("fuzz.cases", 20_000);
  private static final int SEED = Integer.getInteger("fuzz.seed", 0);

  /** Neighbouring seeds of {@link Random} begin with similar numbers. */
  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  private Fuzz() {}

  /** What must hold for every case. Returns whether the case was of the kind that tells most. */
  @FunctionalInterface
  public interface Property {
    boolean holds(Random random) throws Exception;
  }

  /**
   * Checks all cases of a test class, or the one that is to be replayed. At least a tenth of them
   * must be of the kind that tells most: a fuzzer that makes only garbage checks nothing.
   */
  public static void check(Class<?> test, Property property) {
    var telling = 0;
    var first = SEED == 0 ? 1 : SEED;
    var last = SEED == 0 ? CASES : SEED;
    for (var seed = first; seed <= last; seed++) {
      telling += holds(test, property, seed) ? 1 : 0;
    }
    if (SEED == 0 && telling < CASES / 10) {
      throw new AssertionError("Only %d of %d cases tell much".formatted(telling, CASES));
    }
  }

  private static boolean holds(Class<?> test, Property property, int seed) {
    try {
      return property.holds(new Random(seed * SPREAD));
    } catch (Exception | AssertionError | StackOverflowError e) {
      throw new AssertionError(
          "Replay it: mvn verify -pl connect-common -Dtest=%s -Dfuzz.seed=%d. %s"
              .formatted(test.getSimpleName(), seed, e),
          e);
    }
  }
}
