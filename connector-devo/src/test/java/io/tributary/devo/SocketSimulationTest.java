// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.testkit.devo.FakeDevo;
import io.tributary.testkit.http.CuttingProxy;
import io.tributary.testkit.http.CuttingProxy.Cut;
import io.tributary.testkit.http.CuttingProxy.Side;
import io.tributary.testkit.http.TestCertificates;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Connect's loop around the task with real sockets that are cut in mid-stream, at seeded positions.
 */
class SocketSimulationTest {
  /** In each of the eight ways: 200 in all, 2,400 with {@code -Plong}. */
  private static final int CUTS = Integer.getInteger("wire.cuts", 25);

  @TempDir static Path directory;
  private static TestCertificates certificates;

  @BeforeAll
  static void makeCertificates() {
    certificates = TestCertificates.create(directory);
  }

  @ParameterizedTest
  @CsvSource({
    "tcp, none, half-close, RESET, 1500",
    "tcp, gzip, half-close, RESET, 200",
    "PKCS12, none, half-close, RESET, 3500",
    "PKCS12, gzip, half-close, RESET, 2500",
    "PKCS12, none, close-notify, RESET, 3500",
    "PKCS12, gzip, close-notify, RESET, 2500",
    "PKCS12, none, close-notify, END, 3500",
    "PKCS12, gzip, close-notify, END, 2500"
  })
  @Timeout(600)
  void nothingIsMissingAfterAllCutsAndNothingIsCommittedTooEarly(
      String store, String compression, String confirm, Cut how, int meanBytes) {
    var topic = new SimulatedTopic(3, (compression.equals("gzip") ? 80 : 16) * CUTS);
    try (var devo = store.equals("tcp") ? FakeDevo.tcp() : FakeDevo.tls(certificates);
        var proxy = CuttingProxy.start(devo.endpoint().getPort(), how, 20261122, CUTS, meanBytes)) {
      var settings = new HashMap<>(TransportFixture.tls(store, certificates));
      settings.put("compression", compression);
      settings.put("delivery.confirm", confirm);

      nothingIsMissing(topic, devo, proxy, settings);
    }
  }

  /** Twice as often in each of the four ways: 200 in all. */
  @ParameterizedTest
  @CsvSource({
    "tcp, CLIENT, 3000",
    "tcp, TARGET, 500",
    "PKCS12, CLIENT, 6000",
    "PKCS12, TARGET, 5000",
  })
  @Timeout(600)
  void everyAnswerOfRelpCounts(String store, Side whose, int meanBytes) {
    var topic = new SimulatedTopic(3, 60 * CUTS);
    try (var devo =
            store.equals("tcp") ? FakeDevo.relp() : FakeDevo.relp(certificates.serverContext());
        var proxy =
            CuttingProxy.start(
                devo.endpoint().getPort(), whose, Cut.RESET, 20261122, 2 * CUTS, meanBytes)) {
      nothingIsMissing(
          topic, devo, proxy, new HashMap<>(TransportFixture.tls(store, certificates)));
    }
  }

  private static void nothingIsMissing(
      SimulatedTopic topic, FakeDevo devo, CuttingProxy proxy, Map<String, String> settings) {
    topic.receivedBy(() -> TransportFixture.bodies(devo));
    settings.put("endpoint", devo.endpoint().getScheme() + "://localhost:" + proxy.port());
    settings.put("tag", "my.app.a");
    nothingIsMissing(topic, proxy, settings);
  }

  /** Delivers a topic over the proxy until all of it is committed. */
  public static void nothingIsMissing(
      SimulatedTopic topic, CuttingProxy proxy, Map<String, String> settings) {
    settings.put("retry.backoff.max.ms", "2000");
    var worker = new SimulatedWorker(topic, new Random(3), Transports::open, settings);

    worker.iterate(() -> worker.assign(topic.partitions()));
    for (int step = 0; step < 2_000 * CUTS && !topic.isAllCommitted(); step++) {
      worker.iterate(() -> {});
    }
    worker.crash();

    assertThat(proxy.cutsLeft()).isZero();
    assertThat(topic.isAllCommitted()).isTrue();
    assertThat(topic.isAllReceived()).isTrue();
    assertThat(topic.buried()).as("buried though nothing was refused").isEmpty();
  }

  /** Some events are rejected now and then, a few always, and some responses never arrive. */
  @Test
  @Timeout(120)
  void whatRelpRefusesIsHandedBackOrTakenInTheEnd() {
    var topic = new SimulatedTopic(3, 400);
    var random = new Random(20261122);
    try (var devo = FakeDevo.relp()) {
      topic.receivedBy(() -> TransportFixture.bodies(devo));
      devo.faults()
          .answersWith(
              body -> {
                var chance = random.nextInt(400);
                return body.matches(".@(7|8|250)") || chance == 0
                    ? "500 ERR"
                    : chance == 1 ? "" : chance == 2 ? null : "200 OK";
              });
      var settings =
          Map.of(
              "endpoint", devo.endpoint().toString(),
              "tag", "my.app.a",
              "confirm.timeout.ms", "100",
              "retry.backoff.max.ms", "2000");
      var worker = new SimulatedWorker(topic, new Random(3), Transports::open, settings);
      worker.iterate(() -> worker.assign(topic.partitions()));
      for (int step = 0; step < 50_000 && !topic.isAllCommitted(); step++) {
        worker.iterate(() -> {});
      }
      worker.crash();

      assertThat(topic.isAllCommitted()).isTrue();
      assertThat(topic.isAllReceived()).isTrue();
      assertThat(TransportFixture.bodies(devo)).doesNotContain("0@7", "2@250");
    }
  }

  @Test
  @Timeout(60)
  void goesOnByItselfWhenAReceiverThatWasAwayFromTheStartAppears() {
    var topic = new SimulatedTopic(1, 50);
    try (var devo = FakeDevo.tcp()) {
      topic.receivedBy(() -> TransportFixture.bodies(devo));
      devo.refuseConnections();
      var settings = Map.of("endpoint", devo.endpoint().toString(), "tag", "my.app.a");
      var worker = new SimulatedWorker(topic, new Random(3), Transports::open, settings);
      worker.iterate(() -> worker.assign(topic.partitions()));
      for (int step = 0; step < 100; step++) {
        worker.iterate(() -> {});
      }
      assertThat(topic.isAllCommitted()).isFalse();

      devo.acceptConnections();

      for (int step = 0; step < 1_000 && !topic.isAllCommitted(); step++) {
        worker.iterate(() -> {});
      }
      worker.crash();
      assertThat(topic.isAllCommitted()).isTrue();
      assertThat(topic.isAllReceived()).isTrue();
    }
  }
}
