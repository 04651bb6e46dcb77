package io.tributary.devo;

import io.tributary.testkit.FakeDevo;
import io.tributary.testkit.SyslogMessage;
import io.tributary.testkit.TestCertificates;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** What the tests of the transport send, and with which settings. */
final class Sending {
  private Sending() {}

  /** Settings for mutual TLS: {@code PEM}, {@code PKCS12}, or none for anything else. */
  static Map<String, String> tls(String store, TestCertificates certificates) {
    return switch (store) {
      case "PEM" ->
          Map.of(
              "ssl.keystore.type", "PEM",
              "ssl.keystore.certificate.chain", certificates.client().chainPem(),
              "ssl.keystore.key", certificates.client().keyPem(),
              "ssl.truststore.type", "PEM",
              "ssl.truststore.certificates", certificates.authorityPem());
      case "PKCS12" ->
          Map.of(
              "ssl.keystore.type",
              "PKCS12",
              "ssl.keystore.location",
              certificates.client().keyStore().toString(),
              "ssl.keystore.password",
              TestCertificates.PASSWORD,
              "ssl.truststore.type",
              "PKCS12",
              "ssl.truststore.location",
              certificates.trustStore().toString(),
              "ssl.truststore.password",
              TestCertificates.PASSWORD);
      default -> Map.of();
    };
  }

  static SyslogTransport transport(FakeDevo devo, Map<String, String> more) {
    var settings = new HashMap<>(Map.of("timestamp.format", "sentinel"));
    settings.putAll(more);
    settings.put("endpoint", devo.endpoint().toString());
    return new SyslogTransport(SettingFaults.parse(settings));
  }

  static List<DevoMessage> messages(String prefix, int count) {
    return texts(prefix, count).stream().map(Sending::message).toList();
  }

  static List<String> texts(String prefix, int count) {
    return IntStream.range(0, count).mapToObj(number -> prefix + number).toList();
  }

  static DevoMessage message(String body) {
    return new DevoMessage("my.app.a", Instant.EPOCH, "h", body);
  }

  static List<String> bodies(FakeDevo devo) {
    return devo.messages().stream().map(SyslogMessage::body).toList();
  }
}
