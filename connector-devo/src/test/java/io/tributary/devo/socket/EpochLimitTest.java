// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.socket;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class EpochLimitTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  @Test
  void fewLossesLeadToASingleMessage() {
    var limit = EpochLimit.none();
    var losses = 0;
    for (; limit.bytes() > 200; losses++) {
      limit = limit.lost(limit.bytes(), false);
    }

    assertThat(losses).isLessThanOrEqualTo(5);
    assertThat(limit.lost(1, false).bytes()).isEqualTo(1);
  }

  @Test
  void aLossAfterLittleWasWrittenLeavesLessThanThat() {
    assertThat(EpochLimit.none().lost(8_000, false).bytes()).isEqualTo(1_000);
  }

  @Test
  void growsSlowlyWithEachConfirmationUpToItsMost() {
    var limit = EpochLimit.none().lost(8, false);
    var confirmations = 0;
    for (; limit.bytes() < EpochLimit.MOST; confirmations++) {
      var before = limit.bytes();
      limit = limit.confirmed();
      assertThat(limit.bytes()).isBetween(before + 1, before * 2 + 1024);
    }

    assertThat(confirmations).isBetween(10, 40);
    assertThat(limit.confirmed().bytes()).isEqualTo(EpochLimit.MOST);
  }

  @Test
  void waitsFourTimesAsLongAfterEachConnectionThatItHasGivenUpButSixteenTimesAtMost() {
    var limit = EpochLimit.none();
    assertThat(limit.patience(TIMEOUT)).isEqualTo(TIMEOUT);
    limit = limit.lost(1_000, true);
    assertThat(limit.patience(TIMEOUT)).isEqualTo(TIMEOUT.multipliedBy(4));
    assertThat(limit.lost(1_000, false).patience(TIMEOUT)).isEqualTo(TIMEOUT.multipliedBy(4));

    for (int loss = 0; loss < 10; loss++) {
      limit = limit.lost(1_000, true);
    }

    assertThat(limit.patience(TIMEOUT)).isEqualTo(TIMEOUT.multipliedBy(16));
    assertThat(limit.confirmed().patience(TIMEOUT)).isEqualTo(TIMEOUT.multipliedBy(16));
  }
}
