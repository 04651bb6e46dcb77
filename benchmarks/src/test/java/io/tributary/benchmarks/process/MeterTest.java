// SPDX-License-Identifier: Apache-2.0
package io.tributary.benchmarks.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** What a benchmark measures. */
class MeterTest {
  private static final int BYTES = 2_000;
  private static final int MANY = 20_000;

  /** So few of them die that no region of the heap is worth cleaning. */
  private static final int ONE_IN = 25;

  private static final int DEAD = MANY / ONE_IN;
  private static final Offset<Double> LITTLE = Offset.offset(50_000.0);

  @Test
  void deadObjectsBetweenLiveOnesDoNotCount() {
    var all = new ArrayList<byte[]>(MANY);
    for (var i = 0; i < MANY; i++) {
      all.add(new byte[BYTES]);
    }
    var full = Meter.liveHeap();
    for (var i = 0; i < MANY; i += ONE_IN) {
      all.set(i, new byte[0]);
    }

    var left = Meter.liveHeap();

    assertThat(full - left).isCloseTo(DEAD * (double) BYTES, LITTLE);
    assertThat(all).hasSize(MANY);
  }

  @Test
  void whatIsHeldCounts() {
    var before = Meter.liveHeap();
    var held = new byte[300_000];

    var grown = Meter.liveHeap() - before;

    assertThat(grown).isCloseTo(held.length, LITTLE);
  }
}
