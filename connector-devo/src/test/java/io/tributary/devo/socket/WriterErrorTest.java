// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.socket;

import static io.tributary.devo.TransportFixture.bodies;
import static io.tributary.devo.TransportFixture.messages;
import static io.tributary.devo.TransportFixture.texts;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.devo.DrivenTransport;
import io.tributary.devo.config.SinkConfigValidator;
import io.tributary.devo.error.SinkError;
import io.tributary.devo.syslog.SyslogEncoder;
import io.tributary.devo.syslog.SyslogSession;
import io.tributary.testkit.devo.FakeDevo;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An error on the thread that writes: what was not written is never confirmed (R4). */
@Timeout(60)
class WriterErrorTest {
  private final FakeDevo devo = FakeDevo.tcp();

  @AfterEach
  void close() {
    devo.close();
  }

  @Test
  void putsEverythingInDoubtAndTheWriterGoesOn() {
    try (var transport = transport()) {
      transport.send(messages("a", 10));

      var lost = transport.settle();

      assertThat(lost).isPresent();
      assertThat(lost.get().why().error()).isEqualTo(SinkError.NOT_DELIVERED);
      assertThat(lost.get().suspect()).as("no fault of the receiver").isEmpty();
      assertThat(transport.taken()).isEmpty();
      transport.send(messages("b", 10));
      transport.confirm();
      assertThat(bodies(devo)).containsExactlyElementsOf(texts("b", 10));
    }
  }

  @Test
  void whatIsSentBeforeTheLossIsKnownIsLostAsWell() {
    try (var transport = transport()) {
      transport.send(messages("a", 10));
      Awaitility.await().until(() -> transport.heldBytes() == 0);

      transport.send(messages("b", 10));

      assertThat(transport.settle()).isPresent();
      assertThat(transport.outcomes()).as("only the loss").hasSize(1);
      assertThat(bodies(devo)).isEmpty();
    }
  }

  /** The first session does not get the memory that it needs. */
  private DrivenTransport transport() {
    var config =
        SinkConfigValidator.parse(
            Map.of("endpoint", devo.endpoint().toString(), "tag", "my.app.a"));
    var errors = new AtomicInteger(1);
    return new DrivenTransport(
        new SocketTransport(
            config,
            new SyslogEncoder(config.syslogFormat(), false)::encode,
            answers -> {
              if (errors.getAndDecrement() > 0) {
                throw new OutOfMemoryError("thrown by the test");
              }
              return new SyslogSession(config);
            }));
  }
}
