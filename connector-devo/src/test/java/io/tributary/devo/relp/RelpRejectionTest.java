// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.relp;

import static io.tributary.devo.TransportFixture.bodies;
import static io.tributary.devo.TransportFixture.messages;
import static io.tributary.devo.TransportFixture.texts;
import static io.tributary.devo.TransportFixture.transport;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tributary.common.error.ApiException;
import io.tributary.devo.TransportFixture;
import io.tributary.devo.error.SinkError;
import io.tributary.testkit.devo.FakeDevo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Answers other than 200. */
@Timeout(60)
class RelpRejectionTest {

  @Test
  void tellsWhichRecordWasRefusedAndSendsItAgain() {
    try (var devo = FakeDevo.relp();
        var transport = transport(devo, Map.of())) {
      devo.faults().answersWith(body -> body.equals("a3") ? "500 no room\nat all" : "200");
      transport.send(messages("a", 10));

      var trouble = catchThrowableOfType(ApiException.class, transport::confirm);
      assertThat(trouble.error()).isEqualTo(SinkError.NOT_DELIVERED);
      assertThat(trouble)
          .hasMessageContaining(
              "over relp://127.0.0.1:"
                  + devo.endpoint().getPort()
                  + ": the record at events-0 offset 3 was answered with 500 no room. ");

      devo.faults().clear();
      transport.send(messages("a", 10));
      transport.confirm();
      assertThat(bodies(devo)).endsWith(texts("a", 10).toArray(String[]::new));
      assertThat(transport.drainRejected()).isEmpty();
    }
  }

  @Test
  void aRefusalOfTheLastMessageThatIsOpenIsNoConfirmation() {
    var waited = new CountDownLatch(1);
    try (var devo = FakeDevo.relp();
        var transport = transport(devo, Map.of())) {
      devo.faults().answersWith(body -> answer(waited));
      transport.send(messages("a", 1));

      var confirmation = CompletableFuture.supplyAsync(transport::confirm);
      Awaitility.await().pollDelay(Duration.ofMillis(200)).until(() -> !confirmation.isDone());
      waited.countDown();

      assertThatThrownBy(confirmation::join).hasMessageContaining("answered with 500 ERR");
    }
  }

  private static String answer(CountDownLatch when) {
    try {
      when.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return "500 ERR";
  }

  @Test
  void handsBackWhatIsRefusedFiveTimes() {
    try (var devo = FakeDevo.relp();
        var transport = transport(devo, Map.of())) {
      devo.faults().answersWith(body -> body.matches("a[37]") ? "500 ERR" : "200 OK");
      var reasons = new ArrayList<String>();
      for (var attempt = 0; attempt < 2 * RelpTransport.MAX_ATTEMPTS; attempt++) {
        transport.send(messages("a", 10));
        assertThatThrownBy(transport::confirm).hasMessageContaining("SinkError 600");
        transport.drainRejected().forEach(rejected -> reasons.add(rejected.reason().getMessage()));
      }

      transport.send(messages("a", 10));
      var left = transport.confirm();
      assertThat(left.firstOffsets()).containsExactly(Map.entry(TransportFixture.PARTITION, 7L));
      assertThat(transport.timeUntilPoll()).isZero();
      transport.drainRejected().forEach(rejected -> reasons.add(rejected.reason().getMessage()));
      // Each once, however often the records were read again.
      assertThat(reasons)
          .containsExactly(
              "SinkError 609: Devo rejected the record at events-0 offset 3: 500 ERR. Check the"
                  + " value and the tag of the record.",
              "SinkError 609: Devo rejected the record at events-0 offset 7: 500 ERR. Check the"
                  + " value and the tag of the record.");
      assertThat(transport.confirm().isEmpty()).isTrue();
      assertThat(bodies(devo)).endsWith("a9").doesNotContain("a3", "a7");
    }
  }

  @Test
  void failsWhenEverythingIsRefused() {
    try (var devo = FakeDevo.relp();
        var transport = transport(devo, Map.of())) {
      devo.faults().answersWith(body -> "500 ERR");
      ApiException last = null;
      for (var attempt = 0;
          attempt < RelpTransport.MAX_ATTEMPTS * (RelpTransport.MAX_REJECTED + 1);
          attempt++) {
        assertThat(last == null || last.error() == SinkError.NOT_DELIVERED).isTrue();
        transport.send(messages("a", 20));
        last = catchThrowableOfType(ApiException.class, transport::confirm);
      }

      assertThat(last.error()).isEqualTo(SinkError.ALL_REFUSED);
    }
  }

  @Test
  void forgetsTheRefusalsOfPartitionsThatAreNoLongerOurs() {
    try (var devo = FakeDevo.relp();
        var transport = transport(devo, Map.of())) {
      devo.faults().answersWith(body -> body.equals("a3") ? "500 ERR" : "200 OK");
      for (var attempt = 0; attempt < RelpTransport.MAX_ATTEMPTS; attempt++) {
        transport.send(messages("a", 10));
        assertThatThrownBy(transport::confirm).hasMessageContaining("SinkError 600");
      }
      transport.send(messages("a", 10));

      transport.revoke(Set.of(TransportFixture.PARTITION));

      assertThat(transport.confirm().isEmpty()).isTrue();
      assertThat(transport.drainRejected()).isEmpty();
    }
  }
}
