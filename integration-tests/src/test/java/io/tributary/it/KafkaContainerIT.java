// SPDX-License-Identifier: Apache-2.0
package io.tributary.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tributary.testkit.connect.TopicReader;
import io.tributary.testkit.connect.WorkerConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.kafka.KafkaContainer;

/** The same with the broker that operators run, where there is Docker. */
class KafkaContainerIT {
  private static final Instant DAY = Instant.parse("2026-10-02T00:00:00Z");
  private static final int EVENTS = 1_000;

  @Test
  void carriesEachEventOnceIntoAKafkaOfItsOwn() {
    assumeTrue(DockerClientFactory.instance().isDockerAvailable(), "there is no Docker here");
    try (var kafka = new KafkaContainer("apache/kafka:4.3.1");
        var vendor = RunningVendor.start()) {
      kafka.start();
      vendor.add(vendor.rows(3, EVENTS, DAY, DAY.plus(Duration.ofDays(1))));
      var config =
          WorkerConfig.of(kafka.getBootstrapServers())
              .cluster("container")
              .pluginPath(Stack.plugins())
              .exactlyOnce(true);
      try (var worker = Stack.newWorker(config, "container")) {
        worker.client().create("container", vendor.config("container"));

        var reader = TopicReader.strings(kafka.getBootstrapServers());
        reader.untilCount("container", EVENTS, Duration.ofMinutes(1));
        assertThat(reader.untilQuiet("container", Duration.ofSeconds(2)))
            .hasSize(EVENTS)
            .extracting(ConsumerRecord::key)
            .hasSameElementsAs(new TreeSet<>(vendor.truth().keySet()));
      }
    }
  }
}
