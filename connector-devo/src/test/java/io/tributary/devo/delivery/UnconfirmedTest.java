// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class UnconfirmedTest {
  private static final TopicPartition A = new TopicPartition("events", 0);
  private static final TopicPartition B = new TopicPartition("events", 1);
  private static final Duration AGE = Duration.ofSeconds(20);

  private final Unconfirmed unconfirmed = new Unconfirmed();

  @Test
  void remembersTheFirstOffsetOfEachPartition() {
    unconfirmed.sent(Map.of(A, 5L), 2, 100, 0);
    unconfirmed.sent(Map.of(A, 7L, B, 1L), 3, 100, 0);

    assertThat(unconfirmed.firstOffsets()).containsOnly(Map.entry(A, 5L), Map.entry(B, 1L));
    assertThat(unconfirmed.messages()).isEqualTo(5);
  }

  @Test
  void lowersWhatMayBeCommittedToTheFirstNotConfirmed() {
    unconfirmed.sent(Map.of(A, 7L), 1, 100, 0);
    unconfirmed.sent(Map.of(A, 5L, B, 9L), 2, 100, 0);

    assertThat(unconfirmed.confirmed(Map.of(A, at(8), B, at(4))))
        .isEqualTo(Map.of(A, at(5), B, at(4)));
    assertThat(unconfirmed.confirmed(Map.of(B, at(10)))).isEqualTo(Map.of(B, at(9)));
  }

  private static OffsetAndMetadata at(long offset) {
    return new OffsetAndMetadata(offset);
  }

  @Test
  void startsAnewOnceConfirmed() {
    unconfirmed.sent(Map.of(A, 5L), 2, 100, 0);
    unconfirmed.clear();
    unconfirmed.sent(Map.of(A, 7L), 1, 100, 0);

    assertThat(unconfirmed.firstOffsets()).containsOnly(Map.entry(A, 7L));
    assertThat(unconfirmed.messages()).isEqualTo(1);
  }

  @Test
  void forgetsPartitionsThatAreNoLongerOurs() {
    unconfirmed.sent(Map.of(A, 5L, B, 1L), 3, 100, 0);

    unconfirmed.revoke(List.of(A));
    assertThat(unconfirmed.firstOffsets()).containsOnlyKeys(B);

    unconfirmed.revoke(List.of(B));
    assertThat(unconfirmed.isEmpty()).isTrue();
    assertThat(unconfirmed.messages()).isZero();
  }

  @Test
  void isDueByTheAgeOfItsOldestMessage() {
    unconfirmed.sent(Map.of(A, 5L), 1, 100, 1_000);
    unconfirmed.sent(Map.of(A, 6L, B, 1L), 1, 100, 15_000);

    assertThat(unconfirmed.untilDue(AGE, 1_000, 20_999)).isEqualTo(Duration.ofMillis(1));
    assertThat(unconfirmed.untilDue(AGE, 1_000, 21_000)).isZero();
    assertThat(unconfirmed.untilDue(AGE, 1_000, 99_000)).isZero();
  }

  @Test
  void isDueBySize() {
    unconfirmed.sent(Map.of(A, 5L), 1, 999, 0);
    assertThat(unconfirmed.untilDue(AGE, 1_000, 0)).isEqualTo(AGE);

    unconfirmed.sent(Map.of(A, 6L), 1, 1, 0);
    assertThat(unconfirmed.untilDue(AGE, 1_000, 0)).isZero();
  }
}
