// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.paging;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RequestSizeTest {
  private static final Duration HOUR = Duration.ofHours(1);

  @Test
  void halvesRowsAndLengthDownToOneRowAndOneSecond() {
    var size = RequestSize.WHOLE;
    assertThat(size.rows(100)).isEqualTo(100);
    assertThat(size.length(HOUR)).isEqualTo(HOUR);

    assertThat(size.halved().rows(100)).isEqualTo(50);
    assertThat(size.halved().length(HOUR)).isEqualTo(Duration.ofMinutes(30));

    var least = halved(size, 100);
    assertThat(least.rows(100)).isEqualTo(1);
    assertThat(least.rows(Integer.MAX_VALUE)).isEqualTo(1);
    assertThat(least.length(HOUR)).isEqualTo(RequestSize.SHORTEST);
    assertThat(least.length(Duration.ofDays(100_000))).isPositive();
  }

  @Test
  void growsWithEachSuccessUntilItIsWhole() {
    var size = halved(RequestSize.WHOLE, 3);

    size = size.succeeded(false);
    assertThat(size.rows(80)).isEqualTo(20);
    size = size.succeeded(false).succeeded(false);
    assertThat(size.rows(80)).isEqualTo(80);
    assertThat(size.succeeded(false)).isEqualTo(RequestSize.WHOLE);
  }

  @Test
  void growsEverMoreRarelyWhereTheLargerRequestFailsAnew() {
    var size = RequestSize.WHOLE.halved();
    for (var needed = 1; needed <= 64; needed *= 2) {
      assertThat(successesUntilItGrows(size)).isEqualTo(needed);
      size = grown(size).halved();
    }
    assertThat(successesUntilItGrows(size)).isEqualTo(64);
  }

  @Test
  void aSuccessOfTheWholeForgetsEarlierFailures() {
    var size = grown(grown(RequestSize.WHOLE.halved()).halved());

    assertThat(size.needed()).isEqualTo(2);
    assertThat(size.succeeded(false)).isEqualTo(RequestSize.WHOLE);
  }

  @Test
  void growsMoreOftenAgainWhereFailuresAreByChance() {
    var size = new RequestSize(9, 0, 16, true);

    assertThat(size.succeeded(true).needed()).isEqualTo(8);
    assertThat(size.succeeded(true).succeeded(true).succeeded(true))
        .isEqualTo(new RequestSize(8, 0, 2, true));
    assertThat(size.succeeded(false).needed()).isEqualTo(16);
  }

  @Test
  void halvingsInARowAreNoReasonToGrowRarely() {
    assertThat(successesUntilItGrows(halved(RequestSize.WHOLE, 5))).isEqualTo(1);
  }

  @Test
  void theWholeComesBackAtOnce() {
    assertThat(halved(RequestSize.WHOLE, 5).whole().rows(100)).isEqualTo(100);
  }

  private static RequestSize halved(RequestSize size, int times) {
    var halved = size;
    for (var i = 0; i < times; i++) {
      halved = halved.halved();
    }
    return halved;
  }

  private static RequestSize grown(RequestSize size) {
    var grown = size;
    while (grown.halvings() == size.halvings()) {
      grown = grown.succeeded(false);
    }
    return grown;
  }

  private static int successesUntilItGrows(RequestSize size) {
    var successes = 0;
    for (var next = size; next.halvings() == size.halvings(); next = next.succeeded(false)) {
      successes++;
    }
    return successes;
  }
}
