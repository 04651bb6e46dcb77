// SPDX-License-Identifier: Apache-2.0
package io.tributary.testkit.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.connect.rest.ConnectApi;
import io.tributary.connect.rest.ConnectApiException;
import io.tributary.connect.rest.ConnectorOffset;
import io.tributary.testkit.http.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedConnectTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final String SOURCE = CountingSource.class.getName();

  @TempDir Path directory;

  @Test
  void runsSourcesOnBothKindsOfWorkerOverOneBroker() {
    try (var broker = EmbeddedBroker.start(directory.resolve("kafka"));
        var inside = InProcessWorker.start(WorkerConfig.of(broker.bootstrapServers()));
        var outside =
            WorkerProcess.start(
                WorkerConfig.of(broker.bootstrapServers())
                    .cluster("other")
                    .sessionTimeout(Duration.ofSeconds(3))
                    .transactionTimeout(Duration.ofSeconds(5)),
                directory.resolve("worker"))) {
      runsConnector(broker, inside.client());
      survivesKill(broker, outside);
      refusesWrongCalls(inside.client());
    }
  }

  private static void runsConnector(EmbeddedBroker broker, ConnectApi rest) {
    rest.create("a", Map.of("connector.class", SOURCE, "topic", "inside"));
    rest.awaitRunning("a", LONG);
    var records = TopicReader.strings(broker.bootstrapServers()).untilCount("inside", 10, LONG);
    assertThat(records.get(9).value()).isEqualTo("\"10\"");

    rest.stop("a");
    rest.awaitState("a", "STOPPED", LONG);
    var partition = Map.<String, Object>of("source", "counter");
    assertThat(rest.offsets("a")).extracting(ConnectorOffset::partition).containsExactly(partition);
    rest.alterOffsets("a", List.of(new ConnectorOffset(partition, Map.of("n", 1000L))));
    assertThat(rest.offsets("a").get(0).offset()).isEqualTo(Map.of("n", 1000));
    rest.resetOffsets("a");
    assertThat(rest.offsets("a")).isEmpty();
    rest.delete("a");
  }

  private static void survivesKill(EmbeddedBroker broker, WorkerProcess worker) {
    ConnectApi rest = worker.client();
    rest.putConfig("b", Map.of("connector.class", SOURCE, "topic", "outside"));
    rest.awaitRunning("b", LONG);
    var reader = TopicReader.strings(broker.bootstrapServers());
    int before = reader.untilCount("outside", 5, LONG).size();

    worker.kill9();
    assertThat(worker.isAlive()).isFalse();
    worker.start();

    var values =
        reader.untilCount("outside", before + 50, LONG).stream().map(r -> r.value()).toList();
    for (int i = 0; i < values.size(); i++) {
      assertThat(values.get(i)).isEqualTo("\"" + (i + 1) + "\"");
    }
    rest.delete("b");
    assertThat(reader.now("outside").size()).isGreaterThanOrEqualTo(values.size());
  }

  private static void refusesWrongCalls(ConnectApi rest) {
    assertThat(rest.validate(SOURCE, Map.of("name", "x")).get("topic"))
        .singleElement()
        .asString()
        .contains("topic");
    assertThatThrownBy(() -> rest.pause("nobody"))
        .isInstanceOf(ConnectApiException.class)
        .hasMessageContaining("answers 404 to PUT /connectors/nobody/pause: ");
    rest.create("f", Map.of("connector.class", SOURCE, "topic", "none", "fail", "true"));
    assertThatThrownBy(() -> rest.awaitRunning("f", LONG)).hasMessageContaining("told to fail");
    assertThat(rest.awaitTaskState("f", 0, "FAILED", LONG).trace()).contains("told to fail");
  }

  @Test
  void findsItsRecordsAgainAfterARestart() throws Exception {
    Path data = directory.resolve("kafka");
    try (var broker = EmbeddedBroker.start(data)) {
      broker.createTopic("kept", 2, Map.of("retention.ms", "3600000"));
      send(broker, "kept", "value");
    }
    try (var broker = EmbeddedBroker.start(data)) {
      var records = TopicReader.bytes(broker.bootstrapServers()).untilCount("kept", 1, LONG);

      assertThat(records)
          .singleElement()
          .satisfies(r -> assertThat(r.value()).asString().isEqualTo("value"));
    }
  }

  @Test
  void takesAnotherRestPortWhenTheWantedOneIsTaken() throws IOException {
    try (var taken = Ports.listen(0)) {
      var properties = WorkerConfig.of("x:1").restPort(taken.getLocalPort()).properties();

      assertThat(properties.get("listeners"))
          .startsWith("http://127.0.0.1:")
          .isNotEqualTo("http://127.0.0.1:" + taken.getLocalPort());
    }
  }

  @Test
  void unpacksAComponentIntoThePluginPath() throws IOException {
    Path packages = Files.createDirectories(directory.resolve("m/target/components/packages"));
    zip(packages.resolve("c.zip"), "owner-c/lib/c.jar");

    Path plugins = Components.installFrom(directory.resolve("m"), directory.resolve("plugins"));

    assertThat(plugins.resolve("owner-c/lib/c.jar")).hasContent("content");
  }

  @Test
  void refusesAnArchiveThatLeavesThePluginPath() throws IOException {
    Path archive = directory.resolve("bad.zip");
    zip(archive, "../outside");

    assertThatThrownBy(() -> Components.install(archive, directory.resolve("plugins")))
        .hasMessageContaining("../outside");
  }

  private static void send(EmbeddedBroker broker, String topic, String value) throws Exception {
    var settings = Map.<String, Object>of("bootstrap.servers", broker.bootstrapServers());
    var text = new StringSerializer();
    try (var producer = new KafkaProducer<>(settings, text, text)) {
      producer.send(new ProducerRecord<>(topic, value)).get();
    }
  }

  private static void zip(Path file, String entry) throws IOException {
    try (var zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.putNextEntry(new ZipEntry(entry));
      zip.write("content".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
  }
}
