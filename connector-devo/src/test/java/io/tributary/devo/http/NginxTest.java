// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.http;

import static io.tributary.devo.HttpSinkFixture.P;
import static io.tributary.devo.HttpSinkFixture.Q;
import static io.tributary.devo.HttpSinkFixture.offsets;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tributary.devo.DevoSinkTask;
import io.tributary.devo.HttpSinkFixture;
import io.tributary.devo.SimulatedContext;
import io.tributary.testkit.devo.NginxReceiver;
import io.tributary.testkit.http.TestCertificates;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.kafka.connect.sink.SinkRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sink with a third-party HTTP server. */
class NginxTest {
  private static final int EVENTS = Integer.getInteger("nginx.events", 5_000);

  @TempDir Path directory;

  @BeforeEach
  void needsNginx() {
    assumeTrue(NginxReceiver.missing().isEmpty(), NginxReceiver.missing());
  }

  @Test
  void holdsExactlyWhatWasPut() {
    var certificates = TestCertificates.create(directory);
    var put = new ArrayList<String>();
    var task = new DevoSinkTask();
    task.initialize(new SimulatedContext(() -> Set.of(P, Q), paused -> {}, resumed -> {}));
    try (var nginx = NginxReceiver.start(directory, certificates)) {
      task.start(
          HttpSinkFixture.settings(nginx.endpoint(), certificates, "batch.max.bytes", "100000"));
      while (put.size() < EVENTS) {
        var records = new ArrayList<SinkRecord>();
        for (int count = 0; count < 500 && put.size() < EVENTS; count++) {
          var body = "{\"n\":" + put.size() + ",\"name\":\"Zoë 🎈\\n\"}";
          records.add(HttpSinkFixture.record(P, put.size(), body));
          put.add(body);
        }
        task.put(records);
      }

      Awaitility.await()
          .pollInSameThread()
          .untilAsserted(
              () -> {
                task.put(List.of());
                assertThat(task.preCommit(offsets(EVENTS, 0))).isEqualTo(offsets(EVENTS, 0));
              });
      Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> nginx.lines().size() >= EVENTS);
      assertThat(nginx.lines()).containsExactlyInAnyOrderElementsOf(put);
    } finally {
      task.stop();
    }
  }
}
