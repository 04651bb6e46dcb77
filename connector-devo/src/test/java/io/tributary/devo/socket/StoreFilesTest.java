// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.socket;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.http.Tls;
import io.tributary.devo.TransportFixture;
import io.tributary.devo.config.DevoSinkConfig;
import io.tributary.devo.config.Endpoint;
import io.tributary.testkit.devo.FakeDevo;
import io.tributary.testkit.http.TestCertificates;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Each connection reads the store files, which others write meanwhile. */
@Timeout(60)
class StoreFilesTest {

  @Test
  void thatAreAwayForAWhileStopNoConnection(@TempDir Path directory) throws Exception {
    var certificates = TestCertificates.create(directory);
    var settings = new HashMap<>(TransportFixture.tls("PEM files", certificates));
    settings.put("endpoint", "tls://localhost:443");
    var tls = new Tls(new DevoSinkConfig(settings).values());
    var file = Path.of(settings.get("ssl.keystore.location"));

    try (var devo = FakeDevo.tls(certificates)) {
      for (var round = 0; round < 2; round++) {
        connect(devo, tls);
        var content = Files.readString(file);
        Files.delete(file);
        connect(devo, tls);
        connect(devo, tls);
        Files.writeString(file, content);
      }
    }
  }

  private static void connect(FakeDevo devo, Tls tls) throws Exception {
    try (var connection =
        new SocketConnection(
            Endpoint.parse(devo.endpoint().toString()),
            false,
            in -> in.transferTo(OutputStream.nullOutputStream()))) {
      connection.connect(tls, List.of("TLSv1.3"), Duration.ofSeconds(9));
      assertThat(connection.hasEnded()).isFalse();
    }
  }
}
