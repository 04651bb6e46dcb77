// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.http;

import static io.tributary.devo.HttpSinkFixture.P;
import static io.tributary.devo.HttpSinkFixture.Q;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.devo.HttpIntakeFixture;
import io.tributary.devo.delivery.Outcome;
import io.tributary.devo.message.RecordPosition;
import io.tributary.testkit.http.Fault;
import io.tributary.testkit.http.RecordedRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Partitions that are revoked while their events are on their way. */
@Timeout(60)
class HttpRevokedTest extends HttpIntakeFixture {
  private static final String TAG = "my.app.a";

  @Test
  void doesNotBlameWhatIsLeftOfABatchThatWasRefused() throws Exception {
    var revoked = new CountDownLatch(1);
    devo.refuse(event -> event.equals("bad"));
    devo.beforeEach(request -> await(revoked));
    try (var http = driver()) {
      http.send(List.of(HttpDriver.item(P, 0, TAG, "bad"), HttpDriver.item(Q, 0, TAG, "good")));
      http.transport.confirm();
      Awaitility.await().until(() -> devo.requests().size() == 1);
      http.transport.revoke(List.of(P));
      revoked.countDown();

      http.settle();

      assertThat(http.outcomes)
          .singleElement(InstanceOfAssertFactories.type(Outcome.Taken.class))
          .extracting(Outcome.Taken::messages, InstanceOfAssertFactories.LIST)
          .containsExactly(new RecordPosition(Q, 0));
      assertThat(devo.requests())
          .extracting(RecordedRequest::body)
          .containsExactly("bad\ngood\n", "good\n");
    }
  }

  @Test
  void whatReturnsAfterARebalanceIsSentAgainWhateverItsOldRequestBecomes() {
    var back = new CountDownLatch(1);
    devo.faults().next(Fault.slow(Duration.ofMillis(1)));
    devo.beforeEach(request -> await(back));
    try (var http = driver().send(P, TAG, "a")) {
      http.transport.confirm();
      Awaitility.await().until(() -> devo.requests().size() == 1);
      http.transport.revoke(List.of(P));
      http.send(List.of(HttpDriver.item(P, 0, TAG, "a")));
      back.countDown();

      assertThat(http.settle().taken()).containsExactly(0L);
      assertThat(devo.bodies()).containsExactly("a", "a");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 400, 403, 413, 503})
  void namesOnlyWhatIsStillOwned(int status) {
    var answer = Fault.status(status, Map.of("Content-Type", "text/plain"), "so");
    devo.faults().next(answer);
    try (var http = driver()) {
      http.send(List.of(HttpDriver.item(P, 0, TAG, "p"), HttpDriver.item(Q, 0, TAG, "q")));
      http.transport.confirm();
      http.transport.revoke(List.of(P));
      http.settle();

      assertThat(http.outcomes.toString())
          .contains("events-1 offset 0")
          .doesNotContain("events-0 offset 0");
      assertThat(http.refused()).hasSize(status == 403 ? 1 : 0);
    }
  }

  @Test
  void saysNothingOfABatchOfWhichNothingIsLeft() {
    devo.faults().always(Fault.status(403));
    try (var http = driver().send(P, TAG, "p")) {
      http.transport.confirm();
      http.transport.revoke(List.of(P));
      assertThat(http.transport.heldBytes()).as("still on its way").isPositive();
      http.settle();

      assertThat(http.outcomes).isEmpty();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private HttpDriver driver(String... more) {
    return new HttpDriver(devo, certificates, more);
  }
}
