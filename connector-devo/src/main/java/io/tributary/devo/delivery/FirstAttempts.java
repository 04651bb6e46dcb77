// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.delivery;

/**
 * How often first attempts fail, and so how many failures in a row of one message cannot be chance:
 * an unreliable network or one bad node of two must not make messages look guilty. Further attempts
 * do not count, because what is at fault itself fails very often.
 */
public final class FirstAttempts {
  private static final double CHANCE = 1e-4;

  /** As many that succeeded are assumed at the start, and remembered at most. */
  private static final int ASSUMED = 16;

  private static final int REMEMBERED = 256;

  private double attempts = ASSUMED;
  private double failures;

  /** Notes the end of a first attempt. */
  public void note(boolean failed) {
    var kept = 1 - 1.0 / REMEMBERED;
    attempts = attempts * kept + 1;
    failures = failures * kept + (failed ? 1 : 0);
  }

  /** How many failures in a row are no chance: at least as many as given. */
  public int needed(int least) {
    var rate = Math.min(failures / attempts, 0.99);
    return rate == 0 ? least : Math.max(least, (int) Math.ceil(Math.log(CHANCE) / Math.log(rate)));
  }
}
