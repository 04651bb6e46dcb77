// SPDX-License-Identifier: Apache-2.0
package io.tributary.quickstart.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.quickstart.demo.FaultKind;
import io.tributary.quickstart.demo.Faults;
import io.tributary.quickstart.demo.Verdict;
import io.tributary.testkit.vendor.VendorFixture;
import io.tributary.testkit.vendor.Vendors;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class StatusPageTest {
  private final AtomicInteger started = new AtomicInteger();
  private final Faults faults =
      Faults.of(
          List.of(
              new FaultKind("x", "source", "X", "", "Hits", () -> 0, 1, started::incrementAndGet)),
          () -> {});

  @Test
  void takesAnotherPortWhenTheWantedOneIsTaken() throws Exception {
    try (var first = StatusPage.start(0, faults);
        var second = StatusPage.start(first.url().getPort(), faults)) {
      assertThat(second.url().getPort()).isNotEqualTo(first.url().getPort());
      assertThat(get(second, "/")).startsWith("HTTP/1.1 200 ");
    }
  }

  @Test
  void servesThePageAndWhatItWasTold() throws Exception {
    var vendors = Vendors.all().stream().map(VendorFixture::name).collect(joining("|"));
    try (var page = StatusPage.start(0, faults)) {
      assertThat(get(page, "/status.json")).endsWith("{}");
      var verdict = new Verdict("moving", "<b>ü</b>", "");

      page.show(
          new PageView("", 7, "http://127.0.0.1:8083", "", true, verdict, List.of(), List.of()));

      assertThat(get(page, "/")).contains("<title>Tributary quickstart</title>");
      assertThat(get(page, "/"))
          .containsIgnoringCase("Content-Security-Policy: default-src 'none'; script-src 'self';");
      assertThat(get(page, "/status.json")).contains("\"seconds\":7", "<b>ü</b>");
      for (String file : List.of("", "page.js", "page.css", "icon.svg")) {
        assertThat(get(page, "/" + file))
            .startsWith("HTTP/1.1 200 ")
            .doesNotContain("innerHTML", "https:")
            .doesNotContainPattern("(?i)" + vendors);
      }
      assertThat(get(page, "/StatusPage.class")).startsWith("HTTP/1.1 404 ");
      assertThat(get(page, "/../page/page.js")).startsWith("HTTP/1.1 404 ");
    }
  }

  @Test
  void injectsAFaultForItsOwnPageOnly() throws Exception {
    try (var page = StatusPage.start(0, faults)) {
      String own = "127.0.0.1:" + page.url().getPort();

      assertThat(post(page, own, "/faults/x", "")).startsWith("HTTP/1.1 403 ");
      assertThat(post(page, own, "/faults/x", "Origin: null\r\n")).startsWith("HTTP/1.1 403 ");
      assertThat(post(page, own, "/faults/x", "Origin: https://example.com\r\n"))
          .startsWith("HTTP/1.1 403 ");
      assertThat(post(page, "example.com", "/faults/x", "Origin: http://" + own + "\r\n"))
          .startsWith("HTTP/1.1 421 ");
      assertThat(post(page, own, "/faults/x", "Origin: http://127.0.0.1:1\r\n"))
          .startsWith("HTTP/1.1 403 ");
      assertThat(started).hasValue(0);

      String ours = "Origin: http://" + own + "\r\n";
      assertThat(post(page, own, "/faults/x", ours)).startsWith("HTTP/1.1 204 ");
      assertThat(post(page, own, "/faults/x", ours)).startsWith("HTTP/1.1 409 ");
      assertThat(post(page, own, "/faults/y", ours)).startsWith("HTTP/1.1 404 ");
      assertThat(started).hasValue(1);
    }
  }

  @Test
  void refusesAnotherNameThatPointsHere() throws Exception {
    try (var page = StatusPage.start(0, faults)) {
      assertThat(
              ask(page, "GET", "rebound.example.com:" + page.url().getPort(), "/status.json", ""))
          .startsWith("HTTP/1.1 421 ");
    }
  }

  private static String get(StatusPage page, String path) throws IOException {
    return ask(page, "GET", "127.0.0.1:" + page.url().getPort(), path, "");
  }

  private static String post(StatusPage page, String host, String path, String headers)
      throws IOException {
    return ask(page, "POST", host, path, headers + "Content-Length: 0\r\n");
  }

  /** Uses a plain socket, because HTTP clients do not allow another Host header. */
  private static String ask(
      StatusPage page, String method, String host, String path, String headers) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), page.url().getPort())) {
      String request = "%s %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n%s\r\n";
      socket
          .getOutputStream()
          .write(request.formatted(method, path, host, headers).getBytes(UTF_8));
      return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }
  }
}
