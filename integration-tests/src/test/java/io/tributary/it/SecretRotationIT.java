// SPDX-License-Identifier: Apache-2.0
package io.tributary.it;

import static io.tributary.testkit.vendor.VendorBehavior.LOGS_IN;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.testkit.connect.WorkerProcess;
import io.tributary.testkit.devo.FakeDevoHttp;
import io.tributary.testkit.http.TestCertificates;
import io.tributary.testkit.vendor.Vendors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;

/**
 * A secret that is replaced behind its reference. Connect restarts the connectors every two
 * seconds, when the provider's values expire, and must restart the tasks only if a value has
 * changed.
 */
class SecretRotationIT {
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  /** How long nothing changes, while the provider has the connectors started again and again. */
  private static final Duration QUIET =
      Duration.ofSeconds(Integer.getInteger("it.rotation.quiet.seconds"));

  private static final Instant DAY = Instant.parse("2026-10-02T00:00:00Z");
  private static final String SOURCE = "rotated-source";
  private static final String SINK = "rotated-sink";
  private static final int ROWS = 100;

  private final Path directory = Stack.directory("rotation-secrets");
  private final Path secrets = directory.resolve("secrets.properties");
  private final TestCertificates certificates = TestCertificates.create(directory);

  @Test
  void aNewSecretReachesTheTasksAndAnUnchangedOneRestartsNothing() {
    var config =
        Stack.config("rotation", true)
            .with("config.providers", "expiring")
            .with("config.providers.expiring.class", ExpiringSecrets.class.getName());
    try (var vendor = RunningVendor.start(Vendors.without(LOGS_IN));
        var devo = FakeDevoHttp.start(certificates);
        var worker = Stack.newWorker(config, "rotation")) {
      var token = vendor.fake().logins().get(0).settings().get("token");
      store(token, FakeDevoHttp.TOKEN);
      vendor.add(vendor.rows(1, ROWS, DAY, DAY.plusSeconds(60)));
      worker.client().create(SOURCE, source(vendor));
      worker.client().create(SINK, sink(devo));
      worker.client().awaitRunning(SOURCE, MINUTE);
      worker.client().awaitRunning(SINK, MINUTE);
      running(worker, MINUTE).until(() -> distinct(devo) == ROWS);

      var connectorStarts = lines(worker, SOURCE + ": unknown settings");
      running(worker, MINUTE.plus(SOON)).during(QUIET).until(() -> taskStarts(worker) == 2);
      assertThat(lines(worker, SOURCE + ": unknown settings"))
          .isGreaterThan(connectorStarts + (int) QUIET.toSeconds() / 6);

      vendor.fake().rotate("new-" + token);
      devo.rotate("new-" + FakeDevoHttp.TOKEN);
      vendor.add(vendor.rows(2, ROWS, DAY.plusSeconds(61), DAY.plusSeconds(120)));
      running(worker, SOON).until(() -> vendor.fake().answered(401) > 0);
      store("new-" + token, "new-" + FakeDevoHttp.TOKEN);

      running(worker, SOON).until(() -> distinct(devo) == 2 * ROWS);
      // Connect compares the values as well, and sometimes hands them on a second time.
      assertThat(sourceStarts(worker)).isBetween(2, 3);
      assertThat(sinkStarts(worker)).isBetween(2, 3);
      assertThat(Stack.reader().now(SOURCE))
          .extracting(ConsumerRecord::key)
          .containsExactlyInAnyOrderElementsOf(vendor.truth().keySet());
      assertThat(devo.bodies()).as("sent once").hasSize(2 * ROWS);
    }
  }

  /**
   * Connect itself compares the values only since it last looked, which without a time to live was
   * never: it would restart no task.
   */
  @Test
  void withoutATimeToLiveARestartOfTheConnectorIsEnough() {
    try (var vendor = RunningVendor.start(Vendors.without(LOGS_IN))) {
      var token = vendor.fake().logins().get(0).settings().get("token");
      store(token, "");
      vendor.add(vendor.rows(3, ROWS, DAY, DAY.plusSeconds(60)));
      var config = vendor.config("rotated-file");
      config.put("token", "${file:" + secrets + ":source}");
      Stack.rest().create("rotated-file", config);
      Stack.reader().untilCount("rotated-file", ROWS, MINUTE);

      vendor.fake().rotate("new-" + token);
      store("new-" + token, "");
      vendor.add(vendor.rows(4, ROWS, DAY.plusSeconds(61), DAY.plusSeconds(120)));
      Stack.rest().call("POST", "/connectors/rotated-file/restart", null);

      Stack.reader().untilCount("rotated-file", 2 * ROWS, MINUTE);
      assertThat(Stack.reader().now("rotated-file"))
          .extracting(ConsumerRecord::key)
          .containsExactlyInAnyOrderElementsOf(vendor.truth().keySet());
      Stack.rest().delete("rotated-file");
    }
  }

  /** Waits for a condition. At no moment may a connector or a task have failed. */
  private static ConditionFactory running(WorkerProcess worker, Duration most) {
    return Awaitility.await()
        .atMost(most)
        .pollInterval(Duration.ofMillis(200))
        .failFast(
            () -> {
              for (var name : worker.client().connectors()) {
                assertThat(worker.client().status(name).failed()).as(name).isFalse();
              }
            });
  }

  private static long distinct(FakeDevoHttp devo) {
    return devo.bodies().stream().distinct().count();
  }

  private static int taskStarts(WorkerProcess worker) {
    return sourceStarts(worker) + sinkStarts(worker);
  }

  private static int sourceStarts(WorkerProcess worker) {
    return lines(worker, SOURCE + ": .*: starting at ");
  }

  private static int sinkStarts(WorkerProcess worker) {
    return lines(worker, SINK + ": Sending to ");
  }

  private static int lines(WorkerProcess worker, String pattern) {
    try (var lines = Files.lines(worker.log())) {
      return (int) lines.filter(line -> line.matches(".*" + pattern + ".*")).count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Map<String, String> source(RunningVendor vendor) {
    var config = vendor.config(SOURCE);
    config.put("token", "${expiring:" + secrets + ":source}");
    config.put("poll.interval.ms", "100");
    // Each start of the connector warns of it.
    config.put("not.a.setting", "1");
    return config;
  }

  private Map<String, String> sink(FakeDevoHttp devo) {
    var config = new HashMap<String, String>();
    config.put("connector.class", "io.tributary.devo.DevoSinkConnector");
    config.put("tasks.max", "1");
    config.put("topics", SOURCE);
    config.put("key.converter", "org.apache.kafka.connect.storage.StringConverter");
    config.put("value.converter", "org.apache.kafka.connect.storage.StringConverter");
    config.put("consumer.override.isolation.level", "read_committed");
    config.put("consumer.override.metadata.max.age.ms", "500");
    config.put("endpoint", devo.url().toString());
    config.put("domain", FakeDevoHttp.DOMAIN);
    config.put("token", "${expiring:" + secrets + ":sink}");
    config.put("tag", "my.app.it.rotation");
    config.put("ssl.truststore.type", "PEM");
    config.put("ssl.truststore.certificates", certificates.authorityPem());
    return config;
  }

  /** Replaces the file atomically, so that no reader sees half of it. */
  private void store(String source, String sink) {
    try {
      var text = "source=" + source + "\nsink=" + sink;
      var next = Files.writeString(directory.resolve("next"), text);
      Files.move(next, secrets, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
