// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.config;

import static io.tributary.devo.SinkValidation.faults;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.testkit.http.TestCertificates;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The keys and certificates of a sink with a TLS endpoint. */
class SinkTlsSettingsTest {
  @TempDir static Path directory;
  private static TestCertificates certificates;

  @BeforeAll
  static void makeCertificates() {
    certificates = TestCertificates.create(directory);
  }

  @Test
  void acceptsPemFilesPemTextAndKeyStores() {
    assertThat(faults(pem(certificates.client().chainPem(), certificates.client().keyPem())))
        .isEmpty();
    assertThat(faults(store(certificates.client().keyStore(), TestCertificates.PASSWORD)))
        .isEmpty();
  }

  @Test
  void requiresAKeyAndACertificateForTls() {
    var noKey = pem(certificates.client().chainPem(), "");
    var noChain = pem("", certificates.client().keyPem());

    assertThat(faults(noKey)).containsOnlyKeys("ssl.keystore.key");
    assertThat(faults(noChain)).containsOnlyKeys("ssl.keystore.certificate.chain");
  }

  @Test
  void findsAKeyThatDoesNotBelongToTheCertificate() {
    var mixed = pem(certificates.client().chainPem(), certificates.server().keyPem());

    assertThat(faults(mixed))
        .containsOnly(
            Map.entry(
                "ssl.keystore.key",
                List.of(
                    "SetupError 703: Setting ssl.keystore.key cannot be used: the private key does"
                        + " not belong to the certificate. Check the file or text, its type and its"
                        + " password, then restart a failed task.")));
  }

  @Test
  void blamesTheSettingThatIsWrong() throws Exception {
    var noFile = store(directory.resolve("nowhere.p12"), TestCertificates.PASSWORD);
    var wrongPassword = store(certificates.client().keyStore(), "canary-password");
    var garbage = Files.writeString(directory.resolve("garbage.p12"), "not a store");
    var wrongTrust = store(certificates.client().keyStore(), TestCertificates.PASSWORD);
    wrongTrust.put("ssl.truststore.location", directory.resolve("gone.p12").toString());
    var weak = store(certificates.client().keyStore(), TestCertificates.PASSWORD);
    weak.put("ssl.enabled.protocols", "TLSv1.1,TLSv1.2");

    assertThat(faults(noFile)).containsOnlyKeys("ssl.keystore.location");
    assertThat(faults(wrongPassword)).containsOnlyKeys("ssl.keystore.password");
    assertThat(faults(store(garbage, "x"))).containsOnlyKeys("ssl.keystore.location");
    assertThat(faults(wrongTrust)).containsOnlyKeys("ssl.truststore.location");
    assertThat(faults(weak)).containsOnlyKeys("ssl.enabled.protocols");
    assertThat(faults(wrongPassword).toString()).doesNotContain("canary");
  }

  @Test
  void saysThatAPasswordIsWrong() {
    var wrong = store(certificates.client().keyStore(), "canary-password");

    assertThat(faults(wrong).get("ssl.keystore.password").get(0))
        .contains("cannot be used: the password is wrong, or the file is damaged.");
  }

  @Test
  void saysHowAKeyInTheOldFormatIsConverted() throws Exception {
    var rsa = new HeldCertificate.Builder().rsa2048().build();
    var old = pem(rsa.certificatePem(), "-----BEGIN RSA PRIVATE KEY-----\ncanary\n");
    var text = rsa.certificatePem() + rsa.privateKeyPkcs1Pem();
    var file = Files.writeString(directory.resolve("old.pem"), text);
    var stored = store(file, "");
    stored.put("ssl.keystore.type", "PEM");
    stored.remove("ssl.keystore.password");

    for (var faults : List.of(faults(old), faults(stored))) {
      assertThat(faults.values().toString())
          .contains("PKCS#1, not PKCS#8. Convert it: openssl pkcs8 -topk8 -nocrypt -in old.key")
          .doesNotContain("canary");
    }
  }

  /** As text in JSON or a properties file often comes. */
  @Test
  void takesABackslashAndAnNForALineBreakInEachPemText() {
    var settings = pem(certificates.client().chainPem(), certificates.client().keyPem());
    settings.remove("ssl.truststore.location");
    settings.put("ssl.truststore.certificates", certificates.authorityPem());
    settings.replaceAll((name, value) -> value.replace("\n", "\\n"));

    assertThat(faults(settings)).isEmpty();
    assertThat(new DevoSinkConfig(settings).getPassword("ssl.keystore.key").value())
        .isEqualTo(certificates.client().keyPem().strip());
  }

  @Test
  void doesNotRepeatAKeyThatCannotBeRead() {
    var broken = pem(certificates.client().chainPem(), "-----BEGIN canary-key");

    assertThat(faults(broken)).containsOnlyKeys("ssl.keystore.key");
    assertThat(faults(broken).toString()).doesNotContain("canary");
  }

  private static Map<String, String> pem(String chain, String key) {
    var settings = new HashMap<String, String>();
    settings.put("endpoint", "tls://localhost:443");
    settings.put("ssl.keystore.type", "PEM");
    settings.put("ssl.keystore.certificate.chain", chain);
    settings.put("ssl.keystore.key", key);
    settings.put("ssl.truststore.type", "PEM");
    settings.put("ssl.truststore.location", certificates.authorityFile().toString());
    settings.values().removeIf(String::isEmpty);
    return settings;
  }

  private static Map<String, String> store(Path file, String password) {
    var settings = new HashMap<String, String>();
    settings.put("endpoint", "tls://localhost:443");
    settings.put("ssl.keystore.type", "PKCS12");
    settings.put("ssl.keystore.location", file.toString());
    settings.put("ssl.keystore.password", password);
    settings.put("ssl.truststore.type", "PKCS12");
    settings.put("ssl.truststore.location", certificates.trustStore().toString());
    settings.put("ssl.truststore.password", TestCertificates.PASSWORD);
    return settings;
  }
}
