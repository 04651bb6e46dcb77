// SPDX-License-Identifier: Apache-2.0
package io.tributary.quickstart.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.testkit.vendor.EventRow;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableCheckTest {
  private static final Instant NOW = Instant.parse("2026-03-01T00:00:10Z");
  private static final EventRow A = row("a");
  private static final EventRow B = row("b");

  private final TableCheck check = new TableCheck("my.app.table");

  @Test
  void isCompleteWhenEachEventIsThereOnce() {
    check.add(pulled("a", 1));
    check.add(pulled("b", 2));

    var state = check.compare(List.of(A, B, A), NOW);

    assertThat(state.complete()).isTrue();
    assertThat(state.served()).isEqualTo(2);
    assertThat(state.events()).isEqualTo(2);
  }

  @Test
  void findsWhatIsMissing() {
    check.add(pulled("a", 1));

    var state = check.compare(List.of(A, B), NOW);

    assertThat(state.lost()).isEqualTo(1);
    assertThat(state.complete()).isFalse();
  }

  @Test
  void countsAnEventThatCameWithTwoPullsAsADuplicate() {
    check.add(pulled("a", 1));
    check.add(pulled("a", 2));

    var state = check.compare(List.of(A), NOW);

    assertThat(state.duplicates()).isEqualTo(1);
    assertThat(state.lost()).isZero();
    assertThat(state.complete()).isFalse();
  }

  @Test
  void countsAChangedEventAsLostAndUnexpected() {
    check.add(pulled("a", 1).replace("ü", "?"));

    var state = check.compare(List.of(A), NOW);

    assertThat(state.lost()).isEqualTo(1);
    assertThat(state.unexpected()).isEqualTo(1);
  }

  @Test
  void isNotCompleteWhereNothingWasServed() {
    assertThat(check.compare(List.of(), NOW).complete()).isFalse();
  }

  @Test
  void tellsSinceWhenTheLongestMissingOneIsMissing() {
    var none = check.compare(List.of(), NOW);
    check.compare(List.of(A), NOW.plusSeconds(1));
    var both = check.compare(List.of(A, B), NOW.plusSeconds(2));
    check.add(pulled("a", 1));
    var second = check.compare(List.of(A, B), NOW.plusSeconds(3));

    assertThat(none.lostSince()).isNull();
    assertThat(both.lostSince()).isEqualTo(NOW.plusSeconds(1));
    assertThat(second.lostSince()).isEqualTo(NOW.plusSeconds(2));
    assertThat(second.holdsAllUntil(NOW.plusSeconds(1))).isTrue();
    assertThat(second.holdsAllUntil(NOW.plusSeconds(2))).isFalse();
  }

  @Test
  void missesWhatAReceiverTookAlong() {
    check.add(pulled("a", 1));
    check.add(pulled("b", 1));

    check.remove(pulled("a", 1));

    var state = check.compare(List.of(A, B), NOW);
    assertThat(state.events()).isEqualTo(1);
    assertThat(state.lost()).isEqualTo(1);
    check.add(pulled("a", 2));
    assertThat(check.compare(List.of(A, B), NOW).complete()).isTrue();
  }

  @Test
  void showsTheNewestMessagesFirst() {
    for (int i = 0; i < 20; i++) {
      check.add(pulled("a" + i, 1));
    }

    var latest = check.compare(List.of(), NOW).latest();

    assertThat(latest).hasSize(6);
    assertThat(latest.get(0)).contains("a19");
  }

  private static EventRow row(String id) {
    return new EventRow(
        id, Instant.parse("2026-03-01T00:00:00Z"), "{\"id\":\"" + id + "\",\"text\":\"ü\"}");
  }

  private static String pulled(String id, long pull) {
    return "{\"id\":\"" + id + "\",\"text\":\"ü\",\"@devo_pulling_id\":\"" + pull + "\"}";
  }
}
