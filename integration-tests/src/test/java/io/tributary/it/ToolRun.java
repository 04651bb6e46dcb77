// SPDX-License-Identifier: Apache-2.0
package io.tributary.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One run of the command line tool as its jar: how it ended and all it has said. */
record ToolRun(int status, String out) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path JAR = Path.of("..", "connect-tool", "target", "tributary-tool.jar");

  static ToolRun of(String... arguments) throws IOException, InterruptedException {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var command = new ArrayList<>(List.of(java, "-jar", JAR.toString()));
    command.addAll(List.of(arguments));
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    var out = new String(process.getInputStream().readAllBytes(), UTF_8);
    return new ToolRun(process.waitFor(), out);
  }

  /** One that talks to the shared worker. */
  static ToolRun onWorker(String... arguments) throws IOException, InterruptedException {
    var all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--url", Stack.worker().rest().toString()));
    return of(all.toArray(String[]::new));
  }

  JsonNode json() throws IOException {
    return JSON.readTree(out);
  }
}
