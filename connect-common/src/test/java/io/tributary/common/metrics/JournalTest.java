// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.metrics.Journal.Entry;
import io.tributary.common.metrics.Journal.Level;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class JournalTest {
  private Instant now = Instant.parse("2026-03-01T12:00:00Z");
  private final Journal journal = new Journal(() -> now, () -> now.toEpochMilli() * 1_000_000);

  @Test
  void nothingIsKeptThatNobodyTakes() {
    note("before it was opened");
    journal.open();

    assertThat(journal.take()).isEmpty();
  }

  @Test
  void anEntryIsTakenOnce() {
    journal.open();
    note("an error");

    assertThat(journal.take()).containsExactly(entry("an error", 1));
    assertThat(journal.take()).isEmpty();
  }

  @Test
  void whatIsRepeatedIsToldAtOnceAndThenEveryFiveMinutesWithItsCount() {
    journal.open();
    note("first");
    assertThat(journal.take()).hasSize(1);
    note("second");
    note("third");
    var third = entry("third", 2);
    now = now.plusSeconds(299);
    assertThat(journal.take()).isEmpty();

    now = now.plusSeconds(1);

    assertThat(journal.take()).containsExactly(third);
    now = now.plusSeconds(600);
    assertThat(journal.take()).isEmpty();
    note("fourth");
    assertThat(journal.take()).containsExactly(entry("fourth", 1));
  }

  @Test
  void anotherKindOrLevelIsNotHeldBack() {
    journal.open();
    note("a warning");
    journal.note(Level.ERROR, "ApiError 500", "the end");
    journal.note(Level.WARNING, "ApiError 501", "another");

    assertThat(journal.take())
        .extracting(Entry::text)
        .containsExactly("a warning", "the end", "another");
  }

  @Test
  void whatIsFilledInIsTakenForForeignText() {
    journal.open();
    note("{}\u001b[2J\n" + "x".repeat(600));

    assertThat(journal.take().get(0).text())
        .startsWith("{}\\u001b[2J\\u000ax")
        .endsWith("x…")
        .hasSizeLessThan(520);
  }

  @Test
  void eachLossIsCountedByItsKindAndInTheSumAndNoted() {
    var metrics = new TaskMetrics<>(SourceMetric.class, () -> now);
    metrics.journal().open();
    for (var signal : LossSignal.values()) {
      signal.note(metrics, 2, "case {}", signal);
      signal.note(metrics, 0, "none");

      assertThat(metrics.value(signal.metric())).as(signal.key()).isEqualTo(2);
    }

    assertThat(metrics.value(SourceMetric.POSSIBLE_LOSSES))
        .isEqualTo(2L * LossSignal.values().length);
    assertThat(metrics.journal().take()).hasSameSizeAs(LossSignal.values());
    assertThat(LossSignal.values()).extracting(LossSignal::metric).doesNotHaveDuplicates();
  }

  private void note(String text) {
    journal.note(Level.WARNING, "ApiError 500", "{}", text);
  }

  private Entry entry(String text, int count) {
    return new Entry(now, Level.WARNING, "ApiError 500", text, count);
  }
}
