// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.connect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.http.Query;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** R7: a secret that a server sends back is in no message, cause, line of the log, or journal. */
class CanaryTest {
  private static final String CANARY = "canary+K/9=<&4711";

  private final TestLog log = new TestLog();

  // Set before each test.
  @SuppressWarnings("NullAway.Init")
  private ServerSocket server;

  private volatile String answer = "";

  @BeforeEach
  void start() throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    var thread = new Thread(this::accept, "answers");
    thread.setDaemon(true);
    thread.start();
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 401 %s\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 404 %s\r\nContent-Length: 20\r\n\r\n%s",
        "HTTP/1.1 401 No\r\nWWW-Authenticate: Bearer realm=\"%s\"\r\n\r\n%s",
        "HTTP/1.1 302 %s\r\nLocation: https://canary/%s\r\n\r\n",
        "HTTP/1.1 302 %s\r\nLocation: /%s\r\n\r\n%s",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n%s\r\n",
        "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n%s",
        "HTTP/1.1 200 OK\r\nX: %s",
        "HTTP/1.1 %s",
        "%s\r\n\r\n",
        "%s",
      })
  void isNowhere(String answered) throws InterruptedException {
    for (var spelling :
        new String[] {
          CANARY,
          "canary\\u002BK\\u002F9\\u003D\\u003C\\u00264711",
          "canary&#43;K&#x2f;9&equals;&lt;&amp;4711",
          "canary%252BK%252F9%253D%253C%25264711"
        }) {
      answer = answered.replace("%s", spelling);

      var told = run();

      assertThat(log.text()).contains("WARN", "Error 4");
      assertThat(told + log.text())
          .contains("Error 4")
          .doesNotContain(spelling, HexFormat.of().formatHex(spelling.getBytes(UTF_8)));
      // The name of the host that it redirects to is no secret of ours.
      assertThat((told + log.text()).replace("https://canary", ""))
          .doesNotContain("canary", HexFormat.of().formatHex("canary".getBytes(UTF_8)));
    }
  }

  private String run() throws InterruptedException {
    var settings = new HashMap<>(Map.of("token", CANARY, "trouble.patience.ms", "0"));
    settings.put("base.url", "http://127.0.0.1:" + server.getLocalPort());
    var told = new StringWriter();
    told.append(new PlainVendor.PlainConnector().validate(settings).configValues().toString());
    var config = new PlainVendor().config(settings);
    try (var budget = CredentialBudget.of(config);
        var client = RunningFeed.client(new PlainVendor(), config, budget)) {
      var unused = client.get("/events", Query.NONE, Map.of());
    } catch (RuntimeException e) {
      e.printStackTrace(new PrintWriter(told));
    }
    told.append(journal(settings));
    return told.toString();
  }

  /** What a task of these settings writes before it fails. */
  private static String journal(Map<String, String> given) throws InterruptedException {
    var settings = new HashMap<>(given);
    settings.putAll(Map.of("name", "leak-test", "journal.topic", "journal"));
    settings.put("topic", "events");
    var task = new PlainVendor.PlainTask();
    task.initialize(new NothingStored(settings));
    task.start(settings);
    var told = new StringBuilder();
    try {
      for (var polls = 0; polls < 20 && told.indexOf("Error 4") < 0; polls++) {
        var records = task.poll();
        told.append(records == null ? "" : records.toString());
      }
    } finally {
      task.stop();
    }
    assertThat(told.toString()).contains("\"collector_name\":\"leak-test\"", "Error 4");
    return told.toString();
  }

  private void accept() {
    try {
      while (true) {
        serve(server.accept());
      }
    } catch (IOException e) {
      // The test has ended.
    }
  }

  private void serve(Socket connection) {
    try (connection) {
      connection.setSoTimeout(1_000);
      var unused = connection.getInputStream().read(new byte[10_000]);
      connection.getOutputStream().write(answer.getBytes(UTF_8));
      connection.shutdownOutput();
    } catch (IOException e) {
      // The client has ended the connection.
    }
  }
}
