// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.paging;

/**
 * How often requests fail that are no larger than one that has succeeded, which is by chance.
 * Immutable.
 *
 * @param attempts the number of first attempts, of which the latest count most
 * @param failures how many of them have failed
 */
public record ChanceFailures(double attempts, double failures) {
  /** So many that have succeeded are assumed at the start. */
  public static final ChanceFailures NONE = new ChanceFailures(16, 0);

  private static final double REMEMBERED = 64;
  private static final double CHANCE = 0.01;
  private static final int LEAST = 2;
  private static final int MOST = 6;

  /** Returns the state after another first attempt. */
  ChanceFailures with(boolean failed) {
    var kept = 1 - 1 / REMEMBERED;
    return new ChanceFailures(attempts * kept + 1, failures * kept + (failed ? 1 : 0));
  }

  /** Whether so many fail that two in a row say nothing. */
  boolean areMany() {
    return needed() > LEAST;
  }

  /** Returns how often a request has to fail in a row until its size is taken for the reason. */
  int needed() {
    if (failures == 0) {
      return LEAST;
    }
    var enough = Math.ceil(Math.log(CHANCE) / Math.log(Math.min(0.99, failures / attempts)));
    return (int) Math.max(LEAST, Math.min(MOST, enough));
  }
}
