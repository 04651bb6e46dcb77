// SPDX-License-Identifier: Apache-2.0
package io.tributary.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The files for Prometheus and Grafana, and Prometheus's own tool that tests them. */
final class Promtool {
  static final Path MONITORING = DocPage.ROOT.resolve("monitoring");
  static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
  private static final Pattern METRIC =
      Pattern.compile("\\b(?:tributary|kafka_connect)_\\w+|\\bup\\b");

  private Promtool() {}

  static void assumeInstalled() {
    var installed =
        Stream.of(System.getenv("PATH").split(":", -1))
            .anyMatch(directory -> Files.isExecutable(Path.of(directory, "promtool")));
    assumeTrue(installed, "promtool is not installed");
  }

  /** Runs a file of tests. */
  static void test(Path file) throws IOException, InterruptedException {
    var promtool =
        new ProcessBuilder("promtool", "test", "rules", file.toString())
            .redirectErrorStream(true)
            .start();
    var said = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(promtool.waitFor()).as(said).isZero();
    assertThat(said).contains("SUCCESS");
  }

  static JsonNode file(String name) throws IOException {
    return YAML.readTree(MONITORING.resolve(name).toFile());
  }

  /** The metrics that an expression asks for. */
  static Set<String> metrics(String expression) {
    var found = new TreeSet<String>();
    METRIC.matcher(expression).results().forEach(match -> found.add(match.group()));
    return found;
  }
}
