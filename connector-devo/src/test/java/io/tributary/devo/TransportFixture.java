// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo;

import io.tributary.devo.config.SinkConfigValidator;
import io.tributary.devo.message.Batch;
import io.tributary.devo.message.DevoMessage;
import io.tributary.devo.message.RecordPosition;
import io.tributary.testkit.devo.FakeDevo;
import io.tributary.testkit.devo.SyslogMessage;
import io.tributary.testkit.http.CuttingProxy;
import io.tributary.testkit.http.TestCertificates;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;
import org.awaitility.Awaitility;

/** Transports for tests, their settings, and messages to send. */
public final class TransportFixture {
  /** Settings with which a test does not wait long for a confirmation. */
  public static final Map<String, String> IMPATIENT =
      Map.of("confirm.timeout.ms", "500", "connect.timeout.ms", "2000");

  /** The partition of the records of {@link #batch}. */
  public static final TopicPartition PARTITION = new TopicPartition("events", 0);

  private TransportFixture() {}

  /**
   * Settings for mutual TLS: {@code PEM}, {@code PEM files}, {@code PKCS12}, {@code JKS}, or none
   * for anything else.
   */
  public static Map<String, String> tls(String store, TestCertificates certificates) {
    return switch (store) {
      case "PEM" ->
          Map.of(
              "ssl.keystore.type", "PEM",
              "ssl.keystore.certificate.chain", certificates.client().chainPem(),
              "ssl.keystore.key", certificates.client().keyPem(),
              "ssl.truststore.type", "PEM",
              "ssl.truststore.certificates", certificates.authorityPem());
      case "PEM files" ->
          Map.of(
              "ssl.keystore.type",
              "PEM",
              "ssl.keystore.location",
              file("key-and-chain.pem", certificates),
              "ssl.truststore.type",
              "PEM",
              "ssl.truststore.location",
              certificates.authorityFile().toString());
      case "PKCS12" ->
          stores(
              store,
              certificates.client().keyStore().toString(),
              certificates.trustStore().toString());
      case "JKS" ->
          stores(store, jks(certificates.client().keyStore()), jks(certificates.trustStore()));
      default -> Map.of();
    };
  }

  private static Map<String, String> stores(String type, String keys, String trusted) {
    return Map.of(
        "ssl.keystore.type", type,
        "ssl.keystore.location", keys,
        "ssl.keystore.password", TestCertificates.PASSWORD,
        "ssl.truststore.type", type,
        "ssl.truststore.location", trusted,
        "ssl.truststore.password", TestCertificates.PASSWORD);
  }

  /** Key and chain in one file, as a key store of type PEM requires. */
  private static String file(String name, TestCertificates certificates) {
    try {
      var path = certificates.authorityFile().resolveSibling(name);
      var client = certificates.client();
      return Files.writeString(path, client.keyPem() + client.chainPem()).toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same store in Java's old format. */
  private static String jks(Path pkcs12) {
    var password = TestCertificates.PASSWORD.toCharArray();
    var path = Path.of(pkcs12 + ".jks");
    try (var out = Files.newOutputStream(path)) {
      var from = KeyStore.getInstance(pkcs12.toFile(), password);
      var to = KeyStore.getInstance("JKS");
      to.load(null, null);
      for (var alias : Collections.list(from.aliases())) {
        var protection = from.isKeyEntry(alias) ? new KeyStore.PasswordProtection(password) : null;
        to.setEntry(alias, from.getEntry(alias, protection), protection);
      }
      to.store(out, password);
      return path.toString();
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Waits until no transport to it has a connection that it believes to be open. */
  public static void awaitNoticedEnd(FakeDevo devo) {
    var port = ":" + devo.endpoint().getPort();
    Awaitility.await()
        .until(
            () ->
                Thread.getAllStackTraces().keySet().stream()
                    .map(Thread::getName)
                    .noneMatch(name -> name.startsWith("devo-reader-") && name.endsWith(port)));
  }

  public static DrivenTransport transport(FakeDevo devo, Map<String, String> more) {
    return transport(devo.endpoint().toString(), more);
  }

  /** The address of a proxy in front of it. */
  public static DrivenTransport transport(
      FakeDevo devo, CuttingProxy proxy, Map<String, String> more) {
    return transport(devo.endpoint().getScheme() + "://localhost:" + proxy.port(), more);
  }

  public static DrivenTransport transport(String endpoint, Map<String, String> more) {
    var settings = new HashMap<>(Map.of("timestamp.format", "sentinel"));
    settings.putAll(more);
    settings.put("endpoint", endpoint);
    return new DrivenTransport(
        Transports.open(SinkConfigValidator.parse(settings), System::currentTimeMillis, () -> 0.5));
  }

  public static Batch messages(String prefix, int count) {
    return batch(
        texts(prefix, count).stream().map(TransportFixture::message).toArray(DevoMessage[]::new));
  }

  /** Messages of the first records of a partition. */
  public static Batch batch(DevoMessage... messages) {
    return new Batch(
        IntStream.range(0, messages.length).mapToObj(at -> item(messages[at], at)).toList());
  }

  private static Batch.Item item(DevoMessage message, int offset) {
    var record = new SinkRecord("events", 0, null, null, null, "", offset);
    return new Batch.Item(record, RecordPosition.of(record), message);
  }

  public static List<String> texts(String prefix, int count) {
    return IntStream.range(0, count).mapToObj(number -> prefix + number).toList();
  }

  public static DevoMessage message(String body) {
    return new DevoMessage("my.app.a", Instant.EPOCH, "h", body);
  }

  public static List<String> bodies(FakeDevo devo) {
    return devo.messages().stream().map(SyslogMessage::body).toList();
  }
}
