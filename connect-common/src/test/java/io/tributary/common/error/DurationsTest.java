// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class DurationsTest {

  @Test
  void aRequestedWaitIsNotedOnlyIfItIsCut() {
    var hour = Duration.ofHours(1);

    assertThat(Durations.note(Duration.ofSeconds(999_999_999), hour))
        .isEqualTo(" (the server asked for 999999999 s, more than retry.after.max.ms)");
    assertThat(Durations.note(hour, hour)).isEmpty();
    assertThat(Durations.note(null, hour)).isEmpty();
  }
}
