// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.relp;

import static io.tributary.devo.TransportFixture.batch;
import static io.tributary.devo.TransportFixture.bodies;
import static io.tributary.devo.TransportFixture.message;
import static io.tributary.devo.TransportFixture.messages;
import static io.tributary.devo.TransportFixture.transport;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.devo.TransportFixture;
import io.tributary.devo.delivery.Outcome;
import io.tributary.devo.message.RecordPosition;
import io.tributary.testkit.devo.FakeDevo;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Answers other than 200, and sessions that the receiver ends at a message. */
@Timeout(60)
class RelpRejectionTest {

  @Test
  void aRefusalCostsTheRefusedMessageAndNoOther() {
    try (var devo = FakeDevo.relp();
        var transport = transport(devo, Map.of())) {
      devo.faults().answersWith(body -> body.equals("a3") ? "500 no room\nat all" : "200");
      transport.send(messages("a", 10));

      transport.confirm();

      assertThat(transport.taken()).containsExactly(0L, 1L, 2L, 4L, 5L, 6L, 7L, 8L, 9L);
      assertThat(transport.refused())
          .singleElement()
          .satisfies(
              refused -> {
                assertThat(refused.answer()).isEqualTo("500 no room");
                assertThat(refused.subject()).isEqualTo(new Outcome.Subject.Message(at(3)));
                assertThat(refused.why())
                    .hasMessageStartingWith("SinkError 610: Devo rejects every event sent to");
              });
      assertThat(devo.connections()).isEqualTo(1);
      assertThat(bodies(devo)).hasSize(9).startsWith("a0").endsWith("a9");
      assertThat(transport.heldBytes()).isZero();
    }
  }

  @Test
  void aLongRefusalFullOfControlCharactersIsShownShortAndPrintable() {
    try (var devo = FakeDevo.relp();
        var transport = transport(devo, Map.of())) {
      devo.faults().answersWith(body -> "500 \u001b[2J\u0007" + "no ".repeat(30_000));
      transport.send(messages("a", 1));

      transport.confirm();

      assertThat(transport.refused().get(0).answer())
          .startsWith("500 \\u001b[2J\\u0007no no")
          .matches("\\P{Cntrl}{1,201}");
      assertThat(transport.refused().get(0).why().getMessage()).hasSizeLessThan(800);
    }
  }

  @Test
  void aRefusalOfTheLastMessageThatIsOpenIsNoConfirmation() {
    var waited = new CountDownLatch(1);
    try (var devo = FakeDevo.relp();
        var transport = transport(devo, Map.of())) {
      devo.faults().answersWith(body -> answer(waited));
      transport.send(messages("a", 1));
      transport.poll();
      assertThat(transport.outcomes()).isEmpty();
      waited.countDown();

      transport.confirm();

      assertThat(transport.taken()).isEmpty();
      assertThat(transport.refused()).hasSize(1);
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
  void whereTheReceiverEndsTheSessionWhatItHasAnsweredIsTakenAndTheNextIsSuspected() {
    try (var devo = FakeDevo.relp();
        var transport = transport(devo, Map.of())) {
      devo.faults().answersWith(body -> body.equals("a5") ? null : "200 OK");
      transport.send(messages("a", 10));

      var lost = transport.settle();

      assertThat(lost).isPresent();
      assertThat(transport.taken())
          .containsExactlyElementsOf(LongStream.range(0, 5).boxed().toList());
      assertThat(lost.get().suspect()).contains(at(5));
      assertThat(lost.get().why()).hasMessageContaining("the receiver ended the session");
    }
  }

  @Test
  void answersAreNotesOfProgressEvenIfTheyAreRefusals() {
    try (var devo = FakeDevo.relp();
        var transport = transport(devo, Map.of())) {
      devo.faults().answersWith(body -> body.startsWith("bad") ? "500 ERR" : "200 OK");
      transport.send(batch(message("bad"), message("good"), message("bad"), message("good")));

      transport.confirm();

      assertThat(transport.taken()).containsExactly(1L, 3L);
      assertThat(transport.refused()).hasSize(2);
    }
  }

  @Test
  void forgetsWhatIsNoLongerOurs() {
    try (var devo = FakeDevo.relp();
        var transport = transport(devo, Map.of())) {
      devo.faults().stall();
      transport.send(messages("a", 10));

      transport.revoke(Set.of(TransportFixture.PARTITION));
      devo.faults().release();
      transport.send(batch());

      transport.confirm();
      assertThat(transport.refused()).isEmpty();
    }
  }

  private static RecordPosition at(long offset) {
    return new RecordPosition(TransportFixture.PARTITION, offset);
  }
}
