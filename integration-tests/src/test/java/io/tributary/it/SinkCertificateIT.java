// SPDX-License-Identifier: Apache-2.0
package io.tributary.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.connect.rest.ConnectApiException;
import io.tributary.testkit.http.TestCertificates;
import io.tributary.testkit.http.TestCertificates.Identity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Certificates that expire, over each transport: the task reports it and loses nothing. */
class SinkCertificateIT {
  private static final Duration SOON = Duration.ofMinutes(3);
  private static final SinkEvents EVENTS = new SinkEvents(n -> 10);
  private static final int SOME = 200;
  private static final String EXPIRED = "NotAfter: Sun Sep 13";

  private final Path directory = Stack.directory("sink-certificates");
  private final TestCertificates certificates = TestCertificates.create(directory);

  @Test
  void aReceiverWhoseCertificateExpiresGetsEverythingOnceItIsRenewed() {
    var good = certificates.context(certificates.server());
    var expired = certificates.context(certificates.expired());
    var tls = RenewableTls.of(expired);
    try (var flows = SinkFlows.overEach("sink-expired", 2, tls, EVENTS)) {
      for (var flow : flows) {
        flow.produce(SOME);
        var config = flow.config(certificates);
        assertThatThrownBy(() -> Stack.rest().create(flow.name(), config))
            .isInstanceOf(ConnectApiException.class)
            .hasMessageContainingAll("400", "SetupError", "is not trusted", "it has expired");
        config.put("connection.check.enabled", "false");
        Stack.rest().create(flow.name(), config);
      }
      for (var flow : flows) {
        assertFailed(flow, "the certificate of the receiver has expired, " + EXPIRED);
        assertThat(flow.group().committed()).as("committed").isEmpty();
        assertThat(flow.received()).isZero();
      }

      tls.use(good);
      flows.forEach(flow -> Stack.rest().restart(flow.name()));
      flows.until(SOON, SinkFlow::isComplete);

      flows.forEach(flow -> flow.keepProducing(200));
      flows.until(SOON, flow -> flow.look() > 3 * SOME);
      tls.use(expired);
      flows.forEach(flow -> flow.farSide().disconnect());
      for (var flow : flows) {
        flow.stopProducing();
        assertThat(flow.look()).isLessThan(flow.produced());
        assertRunning(flow);
      }

      tls.use(good);
      flows.until(SOON, SinkFlow::isComplete);
      flows.forEach(SinkCertificateIT::assertRunning);
      flows.forEach(flow -> Stack.rest().delete(flow.name()));
    }
  }

  @Test
  void aCertificateOfOurOwnThatExpiresIsReadAnewWithTheNextConnection() throws IOException {
    var store = directory.resolve("own.p12");
    show(certificates.client(), store);
    try (var flows = new SinkFlows()) {
      for (var transport : Transport.values()) {
        if (transport.mutual()) {
          var farSide = transport.open(certificates.serverContext());
          flows.add("sink-own-" + transport, 2, farSide, EVENTS);
        }
      }
      for (var flow : flows) {
        flow.produce(SOME);
        Stack.rest().create(flow.name(), own(flow, store));
      }
      flows.until(SOON, SinkFlow::isComplete);

      show(certificates.expired(), store);
      // RELP keeps its connection, and a certificate is checked only when one is opened.
      flows.forEach(flow -> flow.farSide().disconnect());
      flows.forEach(flow -> flow.produce(SOME));

      for (var flow : flows) {
        assertThat(flow.look()).as("committed").isLessThanOrEqualTo(2 * SOME);
        assertThatThrownBy(() -> Stack.rest().putConfig(flow.name(), own(flow, store)))
            .isInstanceOf(ConnectApiException.class)
            .hasMessageContainingAll("400", "SetupError", "the certificate has expired", EXPIRED);
      }
      show(certificates.client(), store);
      flows.until(SOON, SinkFlow::isComplete);
      flows.forEach(SinkCertificateIT::assertRunning);
      flows.forEach(flow -> Stack.rest().delete(flow.name()));
    }
  }

  /** A sink that has worked bears a certificate that is refused (R2). */
  private static void assertRunning(SinkFlow flow) {
    for (var task = 0; task < 2; task++) {
      Stack.rest().awaitTaskState(flow.name(), task, "RUNNING", SOON);
    }
  }

  private static void assertFailed(SinkFlow flow, String why) {
    for (var task = 0; task < 2; task++) {
      var failed = Stack.rest().awaitTaskState(flow.name(), task, "FAILED", SOON);
      assertThat(failed.trace())
          .contains("SinkError 601", flow.farSide().settings().get("endpoint"), why)
          .contains("then restart the task");
    }
  }

  private Map<String, String> own(SinkFlow flow, Path store) {
    var config = flow.config(certificates);
    config.keySet().removeIf(name -> name.startsWith("ssl.keystore"));
    config.put("ssl.keystore.type", "PKCS12");
    config.put("ssl.keystore.location", store.toString());
    config.put("ssl.keystore.password", TestCertificates.PASSWORD);
    return config;
  }

  /** Replaces a file atomically, so that no reader sees half of it. */
  private static void show(Identity identity, Path store) throws IOException {
    var next = store.resolveSibling("next.p12");
    Files.copy(identity.keyStore(), next);
    Files.move(next, store, StandardCopyOption.ATOMIC_MOVE);
  }
}
