// SPDX-License-Identifier: Apache-2.0
package io.tributary.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.testkit.connect.WorkerProcess;
import io.tributary.testkit.http.TestCertificates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The name of the receiver that nobody knows for a while, in a worker with a hosts file of ours.
 */
class SinkDnsIT {
  private static final Duration SOON = Duration.ofMinutes(3);
  private static final int EVENTS = 200;

  private static final String UNKNOWN = "unknown host";

  /** Not localhost, which the JDK knows by itself. */
  private static final String NAME = "intake.devo.test";

  @Test
  void aNameThatCannotBeResolvedIsTriedUntilItCan() throws IOException {
    var directory = Stack.directory("sink-dns");
    var certificates = TestCertificates.create(directory);
    var hosts = directory.resolve("hosts");
    answer(hosts, true);
    var security = directory.resolve("security");
    Files.writeString(
        security, "networkaddress.cache.ttl=0\nnetworkaddress.cache.negative.ttl=0\n");
    try (var flows =
            SinkFlows.overEach(
                "sink-dns", 2, certificates.serverContext(), new SinkEvents(n -> 10));
        var worker =
            Stack.newWorker(
                "sink-dns",
                "-Djdk.net.hosts.file=" + hosts,
                "-Djava.security.properties=" + security)) {
      for (var flow : flows) {
        flow.produce(EVENTS);
        worker.client().create(flow.name(), named(flow.config(certificates)));
      }
      flows.until(SOON, SinkFlow::isComplete);

      answer(hosts, false);
      for (var flow : flows) {
        flow.farSide().disconnect();
        flow.produce(EVENTS);
      }
      flows.until(SOON, flow -> warnings(worker, flow) >= 5);
      for (var flow : flows) {
        assertThat(worker.client().status(flow.name()).running()).as(flow.name()).isTrue();
        assertThat(flow.look()).as(flow.name()).isLessThan(flow.produced());
      }
      answer(hosts, true);

      flows.until(SOON, SinkFlow::isComplete);
      for (var flow : flows) {
        assertThat(worker.client().status(flow.name()).running()).as(flow.name()).isTrue();
      }
    }
  }

  private static Map<String, String> named(Map<String, String> config) {
    config.compute("endpoint", (key, endpoint) -> named(endpoint));
    // The certificate has another name.
    config.put("ssl.endpoint.identification.algorithm", "");
    return config;
  }

  private static String named(String endpoint) {
    return endpoint.replace("localhost", NAME);
  }

  /** How often the worker has said that the far side of the flow has no address. */
  private static long warnings(WorkerProcess worker, SinkFlow flow) {
    var endpoint = named(flow.farSide().settings().get("endpoint"));
    try (var lines = Files.lines(worker.log())) {
      return lines
          .filter(line -> line.contains(" WARN ") && line.contains("SinkError 600"))
          .filter(line -> line.contains(endpoint + ": ") && line.contains(UNKNOWN))
          .count();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** In one step, so that nobody reads half a file. */
  private static void answer(Path hosts, boolean known) throws IOException {
    var next = hosts.resolveSibling("hosts.next");
    Files.writeString(next, known ? "127.0.0.1 " + NAME + "\n" : "# nobody\n");
    Files.move(next, hosts, StandardCopyOption.ATOMIC_MOVE);
  }
}
