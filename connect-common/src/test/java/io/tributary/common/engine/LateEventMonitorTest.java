// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.engine;

import static io.tributary.common.event.Events.at;
import static io.tributary.common.event.Events.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.checkpoint.LookBack;
import io.tributary.common.event.Events;
import io.tributary.common.metrics.SourceMetric;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class LateEventMonitorTest {
  @Test
  void measuresHowFarBehindLaterEventsOthersAppear() {
    var metrics = Events.metrics();
    var overlap = new LateEventMonitor(LookBack.over(Duration.ofMinutes(10)), metrics);

    overlap.emitted(List.of(event("a", "11:59:00"), event("b", "12:00:00")), at("12:00:00"));
    overlap.emitted(List.of(Events.timeless("c"), event("d", "12:00:05")), at("12:00:00"));

    assertThat(metrics.value(SourceMetric.OVERLAP)).isEqualTo(600_000);
    assertThat(metrics.value(SourceMetric.OVERLAP_USED)).isEqualTo(60_000);
    assertThat(metrics.value(SourceMetric.LATE)).isEqualTo(1);
  }

  @Test
  void warnsBeforeTheOverlapIsTooShortAndAgainWhenItGetsWorse() {
    var overlap = new LateEventMonitor(LookBack.over(Duration.ofMinutes(10)), Events.metrics());

    assertThat(overlap.emitted(List.of(event("a", "11:52:00")), at("12:00:00"))).isFalse();
    assertThat(overlap.emitted(List.of(event("b", "11:51:59")), at("12:00:00"))).isTrue();
    assertThat(overlap.emitted(List.of(event("c", "11:51:59")), at("12:00:00"))).isFalse();
    assertThat(overlap.emitted(List.of(event("d", "11:51:00")), at("12:00:00"))).isTrue();
  }
}
