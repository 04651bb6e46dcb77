// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.relp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.devo.message.RecordPosition;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class RelpTransactionsTest {

  @Test
  void countFromOneAgainAfterTheLastNumber() throws IOException {
    var transactions = new RelpTransactions(999_999_997);

    assertThat(transactions.begin(record(0))).isEqualTo(999_999_998);
    assertThat(transactions.begin(record(1))).isEqualTo(999_999_999);
    assertThat(transactions.begin(record(2))).isEqualTo(1);
    assertThat(transactions.subject(1)).isEqualTo(record(2));
    assertThat(transactions.subject(999_999_999)).isEqualTo(record(1));
    transactions.acknowledge(1);
    assertThat(transactions.open()).isEqualTo(2);
  }

  @Test
  void areAnsweredOnce() throws IOException {
    var transactions = new RelpTransactions(0);
    transactions.acknowledge(transactions.begin(record(0)));

    assertThatThrownBy(() -> transactions.subject(1))
        .isInstanceOf(RelpProtocolException.class)
        .hasMessage("it answered transaction 1, which is not open");
    assertThatThrownBy(() -> transactions.subject(2)).isInstanceOf(RelpProtocolException.class);
  }

  @Test
  void areWaitedForUntilTheyAreAnsweredOrNoAnswerCanCome() throws Exception {
    var transactions = new RelpTransactions(0);
    transactions.begin(record(0));
    transactions.begin(record(1));
    assertThat(transactions.await(2, Duration.ZERO)).isTrue();
    assertThat(transactions.await(1, Duration.ofMillis(20))).isFalse();

    var one = CompletableFuture.supplyAsync(() -> await(transactions, 1));
    transactions.acknowledge(2);
    assertThat(one.get()).isTrue();

    var none = CompletableFuture.supplyAsync(() -> await(transactions, 0));
    transactions.close();
    assertThat(none.get()).isFalse();
  }

  private static Optional<RecordPosition> record(long offset) {
    return Optional.of(new RecordPosition(new TopicPartition("events", 0), offset));
  }

  private static boolean await(RelpTransactions transactions, int left) {
    try {
      return transactions.await(left, Duration.ofMinutes(1));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
