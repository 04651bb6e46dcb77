package io.tributary.devo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tributary.testkit.TestCertificates;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The transport against a receiver that is not of our making. */
class RsyslogTest {
  private static final Instant TIME = Instant.parse("2025-03-04T05:06:07.089Z");

  @TempDir Path directory;
  private TestCertificates certificates;

  @BeforeEach
  void needsRsyslog() {
    assumeTrue(RsyslogReceiver.missing().isEmpty(), RsyslogReceiver.missing());
    certificates = TestCertificates.create(directory);
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
  void receivesExactlyWhatWasSentOverSeveralConnections(String protocol) throws Exception {
    var sent = new ArrayList<String>();
    try (var rsyslog = RsyslogReceiver.start(directory, certificates);
        var transport = transport(rsyslog, Map.of("ssl.enabled.protocols", protocol))) {
      for (int connection = 0; connection < 5; connection++) {
        var bodies = bodies(connection);
        transport.send(bodies.stream().map(RsyslogTest::message).toList());
        transport.confirm();
        sent.addAll(bodies);
      }

      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> rsyslog.messages().size() >= sent.size());
      assertThat(rsyslog.messages())
          .containsExactlyElementsOf(
              sent.stream()
                  .map(body -> "<14>2025-03-04T05:06:07.089Z kc1 my.app.a: " + body)
                  .toList());
    }
  }

  @Test
  void readsOctetCountedMessages() throws Exception {
    try (var rsyslog = RsyslogReceiver.start(directory, certificates);
        var transport = transport(rsyslog, Map.of("multiline.mode", "octet-counting"))) {
      transport.send(List.of(message("Zoë\nsecond line"), message("next")));
      transport.confirm();

      Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> rsyslog.messages().size() >= 3);
      assertThat(rsyslog.messages())
          .containsExactly(
              "<14>2025-03-04T05:06:07.089Z kc1 my.app.a: Zoë",
              "second line",
              "<14>2025-03-04T05:06:07.089Z kc1 my.app.a: next");
    }
  }

  private static List<String> bodies(int connection) {
    var bodies = new ArrayList<String>();
    for (int number = 0; number < 2_000; number++) {
      bodies.add("{\"id\":\"" + connection + "-" + number + "\",\"u\":\"Zoë 🎈\\n\\u0007\"}");
    }
    bodies.add("{\"long\":\"" + "ë".repeat(450_000) + "\"}");
    return bodies;
  }

  private SyslogTransport transport(RsyslogReceiver rsyslog, Map<String, String> more) {
    var settings = new HashMap<>(more);
    settings.put("endpoint", rsyslog.endpoint());
    settings.put("ssl.keystore.type", "PEM");
    settings.put("ssl.keystore.certificate.chain", certificates.client().chainPem());
    settings.put("ssl.keystore.key", certificates.client().keyPem());
    settings.put("ssl.truststore.type", "PEM");
    settings.put("ssl.truststore.location", certificates.authorityFile().toString());
    return new SyslogTransport(SettingFaults.parse(settings));
  }

  private static DevoMessage message(String body) {
    return new DevoMessage("my.app.a", TIME, "kc1", body);
  }
}
