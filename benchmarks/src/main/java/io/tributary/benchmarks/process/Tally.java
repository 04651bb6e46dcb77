// SPDX-License-Identifier: Apache-2.0
package io.tributary.benchmarks.process;

import java.util.BitSet;

/**
 * Which events have arrived, by the number their ids begin with; those of a warm-up do not count.
 */
public final class Tally {
  private final BitSet seen = new BitSet(1 << 20);
  private long received;

  public synchronized void add(int number) {
    if (number < Rows.WARM_UP) {
      seen.set(number);
      received++;
    }
  }

  public synchronized int distinct() {
    return seen.cardinality();
  }

  /** How many have arrived again. */
  public synchronized long duplicates() {
    return received - seen.cardinality();
  }
}
