// SPDX-License-Identifier: Apache-2.0
package io.tributary.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.testkit.http.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;

/** A real Prometheus that scrapes one worker every second and applies the rules of monitoring/. */
final class PrometheusServer implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Process process;
  private final int port = Ports.freeOr(0);

  PrometheusServer(Path directory, int worker) throws IOException {
    var config =
        """
        global: {scrape_interval: 1s, evaluation_interval: 1s}
        rule_files: ['%s']
        scrape_configs:
          - {job_name: connect, static_configs: [{targets: ['127.0.0.1:%d']}]}
        """
            .formatted(Promtool.MONITORING.resolve("alerts.yml"), worker);
    var file = Files.writeString(directory.resolve("prometheus.yml"), config);
    process =
        new ProcessBuilder(
                "prometheus",
                "--config.file=" + file,
                "--storage.tsdb.path=" + directory.resolve("data"),
                "--web.listen-address=127.0.0.1:" + port)
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("log").toFile())
            .start();
  }

  /** The series that an expression has now. */
  JsonNode query(String expression) {
    return get("query?query=" + URLEncoder.encode(expression, UTF_8)).path("result");
  }

  /** The groups of rules, with the health and the last error of each rule. */
  JsonNode rules() {
    return get("rules").path("groups");
  }

  private JsonNode get(String path) {
    var url = URI.create("http://127.0.0.1:" + port + "/api/v1/" + path);
    try (var in = url.toURL().openStream()) {
      return JSON.readTree(in).path("data");
    } catch (IOException e) {
      throw new UncheckedIOException(path, e);
    }
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}
