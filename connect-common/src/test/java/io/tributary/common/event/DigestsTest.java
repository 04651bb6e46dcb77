// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class DigestsTest {
  @Test
  void aSetKnowsWhatItWasGivenAndNothingThatWasAddedLater() {
    var two = Digests.NONE.with(0, 7);
    var three = two.with(9);

    assertThat(two.contains(0)).isTrue();
    assertThat(two.contains(9)).isFalse();
    assertThat(three.contains(7)).isTrue();
    assertThat(three.contains(9)).isTrue();
    assertThat(three.size()).isEqualTo(3);
  }

  @Test
  void twoSetsMayContinueTheSameOne() {
    var one = Digests.NONE.with(1);

    var left = one.with(2);
    var right = one.with(3);

    assertThat(left.contains(3)).isFalse();
    assertThat(right.contains(2)).isFalse();
    assertThat(left.contains(2)).isTrue();
    assertThat(right.contains(3)).isTrue();
  }

  @Test
  void aDigestCountsOnce() {
    assertThat(Digests.NONE.with(5, 5).with(5).size()).isEqualTo(1);
  }

  @Test
  void holdsAsManyAsThereAre() {
    var digests = new Random(1).longs(10_000).toArray();
    var all = Digests.NONE;
    for (var from = 0; from < digests.length; from += 100) {
      all = all.with(Arrays.copyOfRange(digests, from, from + 100));
    }

    assertThat(all.size()).isEqualTo(digests.length);
    assertThat(LongStream.of(digests)).allMatch(all::contains);
  }
}
