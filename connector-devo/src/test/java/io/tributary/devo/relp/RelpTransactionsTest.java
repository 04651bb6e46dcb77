// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.relp;

import static io.tributary.devo.TransportFixture.messages;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.devo.message.Batch;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class RelpTransactionsTest {
  private static final Batch MESSAGES = messages("a", 3);

  @Test
  void countFromOneAgainAfterTheLastNumber() throws IOException {
    var transactions = new RelpTransactions(999_999_997);

    assertThat(transactions.begin(record(0))).isEqualTo(999_999_998);
    assertThat(transactions.begin(record(1))).isEqualTo(999_999_999);
    assertThat(transactions.begin(record(2))).isEqualTo(1);
    assertThat(transactions.subject(1)).isEqualTo(record(2));
    assertThat(transactions.subject(999_999_999)).isEqualTo(record(1));
    transactions.end(1);
    assertThat(transactions.open()).isEqualTo(2);
  }

  @Test
  void areAnsweredOnce() throws IOException {
    var transactions = new RelpTransactions(0);
    transactions.end(transactions.begin(record(0)));

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
    transactions.end(2);
    assertThat(one.get()).isTrue();

    var none = CompletableFuture.supplyAsync(() -> await(transactions, 0));
    transactions.close();
    assertThat(none.get()).isFalse();
  }

  private static Optional<Batch.Item> record(int offset) {
    return Optional.of(MESSAGES.items().get(offset));
  }

  private static boolean await(RelpTransactions transactions, int left) {
    try {
      return transactions.await(left, Duration.ofMinutes(1));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
