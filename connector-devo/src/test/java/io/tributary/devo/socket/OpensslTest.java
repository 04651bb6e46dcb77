// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.socket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tributary.devo.TransportFixture;
import io.tributary.testkit.http.TestCertificates;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A TLS that is not of Java's making: {@code openssl s_server}. */
@Timeout(60)
class OpensslTest {
  private static final Path OPENSSL = Path.of("/usr/bin/openssl");

  @TempDir Path directory;
  private Process server;

  @AfterEach
  void stop() {
    if (server != null) {
      server.destroy();
      server.onExit().join();
    }
  }

  /** In mid-stream it asks for new keys (TLS 1.3) or says something. */
  @ParameterizedTest
  @CsvSource({"-tls1_3, K", "-tls1_3, hello", "-tls1_2, hello"})
  void itsCloseNotifyConfirmsWhateverItHasSaidBefore(String protocol, String command)
      throws Exception {
    assumeTrue(Files.isExecutable(OPENSSL), "openssl is not installed");
    var certificates = TestCertificates.create(directory);
    var port = start(certificates, protocol);
    var settings = new HashMap<>(TransportFixture.tls("PEM", certificates));
    settings.put("delivery.confirm", "close-notify");
    settings.put("confirm.timeout.ms", "5000");

    try (var transport = TransportFixture.transport("tls://localhost:" + port, settings)) {
      for (var connection = 0; connection < 3; connection++) {
        transport.send(TransportFixture.messages(connection + "-a", 1_000));
        awaitOutput(connection + "-a999\n");
        server.outputWriter(UTF_8).append(command + "\n").flush();
        transport.send(TransportFixture.messages(connection + "-b", 1_000));
        transport.confirm();
        awaitOutput(connection + "-b999\n");
      }
    }
    assertThat(output()).contains("-b0\n").doesNotContain("unexpected eof");
  }

  private int start(TestCertificates certificates, String protocol) throws IOException {
    int port;
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    server =
        new ProcessBuilder(
                OPENSSL.toString(),
                "s_server",
                protocol,
                "-accept",
                "127.0.0.1:" + port,
                "-cert",
                certificates.server().chainFile().toString(),
                "-key",
                certificates.server().keyFile().toString(),
                "-CAfile",
                certificates.authorityFile().toString(),
                "-Verify",
                "1")
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("output").toFile())
            .start();
    awaitOutput("ACCEPT\n");
    return port;
  }

  private void awaitOutput(String text) {
    Awaitility.await().until(() -> output().contains(text));
  }

  private String output() throws IOException {
    return Files.readString(directory.resolve("output"));
  }
}
