// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.error.ApiException;
import io.tributary.common.metrics.TaskMetrics;
import io.tributary.devo.config.SinkConfigValidator;
import io.tributary.devo.error.SinkError;
import io.tributary.devo.message.DevoMessage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InternalLinesTest {
  private static final String TOKEN = "0123456789abcdefcanary6789abcdef";
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private final List<DevoMessage> sent = new ArrayList<>();
  private final TaskMetrics<SinkMetric> metrics = new TaskMetrics<>(SinkMetric.class, () -> NOON);
  private final SenderStatistics statistics = new SenderStatistics(metrics, lines(), 0);

  @Test
  void noLineShowsASecretOrAControlCharacter() {
    statistics.noticed(
        new ApiException(SinkError.NOT_DELIVERED, "https://devo", "no \u001b[2J " + TOKEN));
    statistics.report(1);

    assertThat(sent)
        .singleElement()
        .satisfies(
            line -> {
              assertThat(line.tag()).isEqualTo("my.app.x.internal");
              assertThat(line.body())
                  .contains("\"kind\":\"SinkError 600\"")
                  .doesNotContain("canary", "\u001b", "\n");
            });
  }

  @Test
  void theSameErrorIsToldOnceAndThenCounted() {
    for (var times = 0; times < 1_000; times++) {
      statistics.noticed(new ApiException(SinkError.NOT_DELIVERED, "a", "b"));
      statistics.report(times);
    }

    assertThat(sent).hasSize(1);
  }

  @Test
  void aMinuteInWhichOnlyAConnectionWasLostHasItsLine() {
    metrics.add(SinkMetric.LOST, 1);
    statistics.lost();
    statistics.report(60_000);
    statistics.report(120_000);

    assertThat(sent)
        .singleElement()
        .satisfies(line -> assertThat(line.body()).contains("\"connection\":\"lost\""));
  }

  private InternalLines lines() {
    var settings =
        Map.of(
            "endpoint", "https://127.0.0.1:1",
            "domain", "acme",
            "token", TOKEN,
            "internal.tag", "my.app.x.internal");
    var sender =
        new LineSender() {
          @Override
          public boolean isOn() {
            return true;
          }

          @Override
          public void send(List<DevoMessage> lines) {
            sent.addAll(lines);
          }

          @Override
          public void close() {}
        };
    return InternalLines.of(SinkConfigValidator.parse(settings), settings, sender, () -> NOON);
  }
}
