package io.tributary.devo;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.testkit.FakeDevo;
import io.tributary.testkit.SyslogMessage;
import io.tributary.testkit.TestCertificates;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Connect's loop around the task with real sockets, and a Devo that resets them in mid-stream. */
class SocketSimulationTest {
  @TempDir static Path directory;

  @ParameterizedTest
  @CsvSource({"tcp,1", "tcp,2", "tls,3", "tls,4"})
  @Timeout(120)
  void nothingIsMissingAfterTenResetsAndNothingIsCommittedTooEarly(String kind, long seed) {
    var certificates = TestCertificates.create(directory);
    var random = new Random(seed);
    var topic = new SimulatedTopic(3, 2_000);
    try (var devo = kind.equals("tcp") ? FakeDevo.tcp() : FakeDevo.tls(certificates)) {
      topic.receivedBy(() -> devo.messages().stream().map(SyslogMessage::body).toList());
      var worker =
          new SimulatedWorker(topic, random, DevoTransport::open, settings(devo, certificates));
      devo.faults().resetAtRandom(seed, 8_000);

      worker.iterate(() -> worker.assign(topic.partitions()));
      for (int step = 0; step < 20_000 && !topic.isAllCommitted(); step++) {
        if (devo.faults().resets() >= 10) {
          devo.faults().clear();
        }
        worker.iterate(() -> {});
      }
      worker.crash();

      assertThat(devo.faults().resets()).isGreaterThanOrEqualTo(10);
      assertThat(topic.isAllCommitted()).isTrue();
      assertThat(topic.isAllReceived()).isTrue();
    }
  }

  private static Map<String, String> settings(FakeDevo devo, TestCertificates certificates) {
    var settings = new HashMap<>(Map.of("endpoint", devo.endpoint().toString(), "tag", "my.app.a"));
    settings.put("retry.backoff.max.ms", "2000");
    if (devo.endpoint().getScheme().equals("tls")) {
      settings.put("ssl.keystore.type", "PKCS12");
      settings.put("ssl.keystore.location", certificates.client().keyStore().toString());
      settings.put("ssl.keystore.password", TestCertificates.PASSWORD);
      settings.put("ssl.truststore.type", "PKCS12");
      settings.put("ssl.truststore.location", certificates.trustStore().toString());
      settings.put("ssl.truststore.password", TestCertificates.PASSWORD);
    }
    return settings;
  }
}
