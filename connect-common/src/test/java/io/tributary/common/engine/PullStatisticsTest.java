// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.engine;

import static io.tributary.common.event.Events.at;
import static io.tributary.common.event.Events.event;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class PullStatisticsTest {
  private static final Instant NOON = at("12:00:00");

  private final PullStatistics log = new PullStatistics(NOON.toEpochMilli(), NOON);

  @Test
  void countsWhatTheDocumentsCount() {
    log.requested();
    log.requested();
    log.received(100);
    log.received(50);
    log.sent(110);

    assertThat(log.summary(NOON.plusSeconds(10)).line())
        .contains("@devo_pulling_id=" + NOON.toEpochMilli())
        .contains("requests made: 2;", "received: 150;", "filtered out: 40;", "sent: 110;")
        .endsWith("events per second: 11.000.");
  }

  @Test
  void measuresHowLateEventsWereSeen() {
    log.firstSeen(List.of(event("a", "11:59:55"), event("b", "11:58:50")), NOON);

    var lateness = log.summary(NOON).lateness();

    assertThat(lateness.count()).isEqualTo(2);
    assertThat(lateness.percentile(100)).isBetween(Duration.ofSeconds(70), Duration.ofSeconds(71));
  }
}
