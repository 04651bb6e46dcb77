package io.tributary.devo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class DeliveryLogTest {
  private final DeliveryLog log =
      new DeliveryLog(new DevoSinkConfig(Map.of("endpoint", "tcp://127.0.0.1:1")), 1_000);

  @Test
  void speaksEveryFiveMinutesOfAllAndOfWhatIsNew() {
    log.confirmed(10);
    assertThat(log.line(300_999, 4, 0)).isEmpty();
    assertThat(log.line(301_000, 4, 1))
        .contains(
            "Messages sent: 10 in all, 10 since the last line 300 s ago; unconfirmed: 4;"
                + " records skipped: 1, rejected: 0");

    log.confirmed(5);
    log.rejected();
    assertThat(log.line(400_000, 0, 1)).isEmpty();
    assertThat(log.line(601_000, 0, 1))
        .contains(
            "Messages sent: 15 in all, 5 since the last line 300 s ago; unconfirmed: 0;"
                + " records skipped: 1, rejected: 1");
  }
}
