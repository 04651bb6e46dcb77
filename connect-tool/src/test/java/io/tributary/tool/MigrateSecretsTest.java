// SPDX-License-Identifier: Apache-2.0
package io.tributary.tool;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.testkit.http.TestCertificates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where {@code migrate} leaves secrets, keys and certificates. */
class MigrateSecretsTest {
  @TempDir private Path directory;
  private MigrateFixture moved;
  private Path config;
  private Path out;

  @BeforeEach
  void copySamples() {
    moved = new MigrateFixture(directory);
    config = moved.sample("config.yaml");
    out = moved.out();
  }

  @Test
  void keepsSecretsInFilesOfTheirOwnAndOffTheTerminal() throws IOException {
    var run = CommandRun.of("migrate", config, "--out", out);
    var json = CommandRun.of("migrate", config, "--json");

    var secrets = out.resolve("secrets").resolve("kiteworks-admin.properties");
    assertThat(secrets)
        .content()
        .contains("client.secret=kiteworks-client-secret")
        .contains("signature.secret=kiteworks-signature-secret");
    assertThat(
            run.out() + run.err() + json.out() + json.err() + moved.content("kiteworks-admin.json"))
        .doesNotContain(
            "kiteworks-client-secret", "signature-secret", "cloudsek-secret", "unrelated");
    try (var files = Files.walk(out)) {
      assertThat(files.filter(Files::isRegularFile))
          .isNotEmpty()
          .allSatisfy(
              file ->
                  assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                      .isEqualTo("rw-------"));
    }
  }

  @Test
  void leavesSecretsInTheJsonWhereThatIsWanted() {
    var run =
        CommandRun.of("migrate", moved.sample("cloud.json"), "--out", out, "--inline-secrets");

    assertThat(run.status()).isZero();
    assertThat(moved.settings("cloudsek-alerts")).containsEntry("token", "cloudsek-secret");
    assertThat(out.resolve("secrets")).doesNotExist();
    assertThat(run.out()).doesNotContain("cloudsek-secret");
  }

  @Test
  void bringsTheCertificatesOfTheOutputAlong() throws IOException {
    var certificates = TestCertificates.create(directory.resolve("ca"));
    var certs = Files.createDirectories(directory.resolve("certs"));
    Files.writeString(certs.resolve("chain.crt"), certificates.authorityPem());
    Files.writeString(certs.resolve("acme.crt"), certificates.client().chainPem());
    Files.writeString(certs.resolve("acme.key"), certificates.client().keyPem());

    var run = CommandRun.of("migrate", config, "--out", out);

    assertThat(run.status()).as(run.out()).isZero();
    assertThat(out.resolve("secrets/devo_1/ssl.keystore.key.pem"))
        .hasContent(certificates.client().keyPem());
    assertThat(run.out()).doesNotContain("was not found");
  }

  @Test
  void saysWhichFileOfTheOutputIsMissing() {
    var run = CommandRun.of("migrate", config, "--out", out);

    assertThat(run.out()).contains("put it into secrets/devo_1/ssl.keystore.key.pem");
  }
}
