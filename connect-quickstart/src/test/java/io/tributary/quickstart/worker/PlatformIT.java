// SPDX-License-Identifier: Apache-2.0
package io.tributary.quickstart.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.testkit.vendor.VendorFixture;
import io.tributary.testkit.vendor.Vendors;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nobody reads files of the machine through the worker of the quickstart. */
class PlatformIT {
  private static final VendorFixture VENDOR = Vendors.all().get(0);

  @TempDir static Path directory;
  private static Platform platform;

  @BeforeAll
  static void start() throws Exception {
    Files.writeString(directory.resolve("allowed.properties"), "start=2026-10-02T00:00:00Z");
    Files.writeString(directory.resolve("other.properties"), "start=2026-10-02T00:00:00Z");
    var layout = new Layout(Path.of("..").toAbsolutePath().normalize(), directory.resolve("data"));
    layout.prepare(false);
    platform = Platform.start(layout, Set.of(directory.resolve("allowed.properties")));
  }

  @AfterAll
  static void stop() {
    platform.close();
  }

  @Test
  void replacesOnlyReferencesToNamedFiles() {
    var file = "${file:" + directory.resolve("%s.properties") + ":start}";

    assertThat(faults(file.formatted("allowed"))).doesNotContainKey("initial.start.time.in.utc");
    assertThat(faults(file.formatted("other"))).containsKey("initial.start.time.in.utc");
    assertThat(faults("${directory:" + directory + ":allowed.properties}"))
        .containsKey("initial.start.time.in.utc");
    assertThat(faults("${env:PATH}").get("initial.start.time.in.utc"))
        .hasToString(
            faults("${none:PATH}")
                .get("initial.start.time.in.utc")
                .toString()
                .replace("none", "env"));
  }

  @Test
  void answersOnlyRequestsOfThisMachine() throws IOException {
    var port = platform.rest().getPort();
    var own = "127.0.0.1:" + port;

    assertThat(ask(own, "")).startsWith("HTTP/1.1 200 ");
    assertThat(ask("localhost:" + port, "")).startsWith("HTTP/1.1 200 ");
    assertThat(ask(own, "Origin: http://" + own + "\r\n")).startsWith("HTTP/1.1 200 ");
    assertThat(ask("rebound.example.com:" + port, "")).startsWith("HTTP/1.1 421 ");
    assertThat(ask("127.0.0.1.example.com", "")).startsWith("HTTP/1.1 421 ");
    assertThat(ask(own, "Origin: http://127.0.0.1:8090\r\n")).startsWith("HTTP/1.1 403 ");
    assertThat(ask(own, "Origin: null\r\n")).startsWith("HTTP/1.1 403 ");
  }

  private static Map<String, ?> faults(String startTime) {
    var config = new HashMap<String, String>();
    config.put("name", "a");
    config.put("connector.class", VENDOR.connectorClass());
    config.put("connection.check.enabled", "false");
    config.put("initial.start.time.in.utc", startTime);
    return platform.client().validate(VENDOR.connectorClass(), config);
  }

  /** Uses a plain socket, because HTTP clients do not allow another Host header. */
  private static String ask(String host, String headers) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), platform.rest().getPort())) {
      var request = "GET /connectors HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n%s\r\n";
      socket.getOutputStream().write(request.formatted(host, headers).getBytes(UTF_8));
      return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }
  }
}
