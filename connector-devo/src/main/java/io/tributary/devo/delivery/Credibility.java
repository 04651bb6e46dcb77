// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.delivery;

/**
 * How many refusals of one message cannot be chance (rule R3), if one node of two behind an address
 * refuses whatever it gets. Pure.
 */
final class Credibility {
  private static final double CHANCE = 1e-6;
  private static final double WORST_SHARE = 0.5;
  private static final int LEAST = 2;

  /** Of a receiver that refuses half of what it should take, so many in a row are no chance. */
  private static final int MOST = 20;

  /** A receiver that has shown that it refuses what it takes later may do so even more often. */
  private static final int UNRELIABLE = 40;

  private static final int REMEMBERED = 256;

  private int unreliableFor;

  /** Something was taken that was refused before: that refusal was wrong. */
  void wasWrong() {
    unreliableFor = REMEMBERED;
  }

  /** The receiver has answered, and has taken something. */
  void taken() {
    unreliableFor = Math.max(0, unreliableFor - 1);
  }

  /** So many refusals are no chance, whatever else was taken. */
  int most() {
    return unreliableFor > 0 ? UNRELIABLE : MOST;
  }

  /**
   * So many are no chance if this many answers took something like it in between: whatever share of
   * refusals is wrong, up to a half, that it explains these as well is less likely than one in a
   * million.
   *
   * @param others how many others are refused, and may be so wrongly
   */
  int needed(int controls, int others) {
    var needed = unreliableFor > 0 ? UNRELIABLE : LEAST;
    while (needed < MOST && !isNoChance(needed, controls, others)) {
      needed++;
    }
    return needed;
  }

  private static boolean isNoChance(int refusals, int controls, int others) {
    return likelihood(others + refusals, controls) - likelihood(others, controls)
        < Math.log(CHANCE);
  }

  /**
   * The logarithm of how likely it is at best that so many were refused by chance, and so many
   * taken.
   */
  private static double likelihood(int refused, int taken) {
    if (refused == 0) {
      return 0;
    }
    var share = Math.min(WORST_SHARE, (double) refused / (refused + taken));
    return refused * Math.log(share) + taken * Math.log1p(-share);
  }
}
