package io.tributary.benchmarks;

import java.util.BitSet;

/**
 * Which events have arrived, by the number their ids begin with; those of a warm-up do not count.
 */
final class Tally {
  private final BitSet seen = new BitSet(1 << 20);
  private long received;

  synchronized void add(int number) {
    if (number < Rows.WARM_UP) {
      seen.set(number);
      received++;
    }
  }

  synchronized int distinct() {
    return seen.cardinality();
  }

  /** How many have arrived again. */
  synchronized long duplicates() {
    return received - seen.cardinality();
  }
}
