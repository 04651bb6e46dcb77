// SPDX-License-Identifier: Apache-2.0
package io.tributary.kiteworks;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.ProbeReport;
import io.tributary.common.ProbeReport.Verdict;
import io.tributary.kiteworks.fixture.FakeKiteworks;
import io.tributary.kiteworks.fixture.KiteworksFixture;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KiteworksProbeTest {
  private final FakeKiteworks fake = FakeKiteworks.start();
  private final KiteworksFixture rows = new KiteworksFixture();
  private final Instant start = Instant.now().truncatedTo(ChronoUnit.HOURS).minusSeconds(7_200);

  @AfterEach
  void stop() {
    fake.close();
  }

  @Test
  void tellsHowLateEventsBecomeVisible() {
    showWithEachRequest(30);

    var report = probe("60000");

    assertThat(verdict(report, "rows become visible within overlap.ms"))
        .as("%s", report)
        .isEqualTo(Verdict.CONFIRMED);
    assertThat(report.changes()).doesNotContainKey("overlap.ms");
    assertThat(report.requests()).isLessThanOrEqualTo(40);
  }

  @Test
  void raisesAnOverlapThatIsTooShort() {
    showWithEachRequest(30);

    var report = probe("20000");

    assertThat(verdict(report, "rows become visible within overlap.ms")).isEqualTo(Verdict.REFUTED);
    assertThat(Long.parseLong(report.changes().get("overlap.ms"))).isBetween(60_000L, 80_000L);
  }

  @Test
  void tellsOfBoundsAndPages() {
    fake.add(rows.rows(1, 1_200, start, start.plusSeconds(3_600)));

    var report = probe("120000");

    assertThat(verdict(report, "rows come oldest first (orderBy)")).isEqualTo(Verdict.CONFIRMED);
    assertThat(verdict(report, "offset is heeded")).isEqualTo(Verdict.CONFIRMED);
    assertThat(verdict(report, "a page has up to 1000 rows (page.size)"))
        .isEqualTo(Verdict.CONFIRMED);
  }

  /** With each request an event becomes visible that is as old as this. */
  private void showWithEachRequest(int seconds) {
    var seed = new AtomicLong(100);
    fake.afterEach(
        request -> {
          var time = Instant.now().minusSeconds(seconds).truncatedTo(ChronoUnit.SECONDS);
          fake.add(rows.rows(seed.getAndIncrement(), 1, time, time.plusSeconds(1)));
        });
  }

  private ProbeReport probe(String overlap) {
    var settings =
        KiteworksSettings.jwt(
            fake,
            "initial.start.time.in.utc",
            start.toString(),
            "overlap.ms",
            overlap,
            "requests.limits",
            "");
    return new KiteworksSourceConnector().probe(settings, Duration.ofSeconds(1)).orElseThrow();
  }

  private static Verdict verdict(ProbeReport report, String question) {
    return report.findings().stream()
        .filter(finding -> finding.question().equals(question))
        .map(ProbeReport.Finding::verdict)
        .findFirst()
        .orElseThrow(() -> new AssertionError(report.toString()));
  }
}
