// SPDX-License-Identifier: Apache-2.0
package io.tributary.tool;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SinkMigrationTest {
  @TempDir private Path directory;

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "type: relay, config: {address: r.example, port: 443}; tls://r.example:443",
        "type: devo_platform, config: {address: r.example}; tls://r.example:443",
        "type: devo_platform, config: {address: r.example, port: 13000, type: TCP};"
            + " tcp://r.example:13000",
        "type: in_house_relay, config: {address: r.example}; tcp://r.example:13000",
        "type: syslog, config: {address: r.example, port: 514}; tcp://r.example:514",
        "type: sidecar, config: {address: r.example, port: 601}; tcp://r.example:601",
        "type: http, config: {address: 'https://h.example', domain: acme, token: secret};"
            + " https://h.example:443"
      })
  void becomeSinksByTheirType(String output, String endpoint) throws IOException {
    var sink = migrated(output);

    assertThat(sink.at("/connector/config/endpoint").asText()).isEqualTo(endpoint);
    assertThat(sink.path("faults")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "devo_platform; config.compression_level; The sink compresses every batch",
        "devo_platform; config.threshold_for_using_gzip_in_transport_layer; The sink compresses",
        "devo_platform; config.compression_buffer_in_bytes; The sink compresses every batch",
        "devo_platform; config.period_sender_stats_in_seconds; The sink logs its progress",
        "devo_platform; config.generate_metrics; The sink logs its progress",
        "devo_platform; config.activate_final_queue; Kafka is the queue",
        "devo_platform; config.concurrent_connections; Each task of the sink has one connection",
        "devo_platform; config.colour; The sink has no such setting. Check whether it matters.",
        "console; type; There is no sink for outputs of this type.",
        "console; config.compression_level; There is no sink for outputs of this type."
      })
  void saysOfEachSettingWhyItIsLeftOut(String type, String setting, String why) throws IOException {
    var member = setting.replace("config.", "");
    var output = "type: " + type + ", config: {address: r.example, " + member + ": 1}";

    var left = report(output).path("not_carried_over");

    assertThat(left.path("outputs.out." + setting).asText()).startsWith(why);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "sender_stats_period_in_sec; The sink logs its progress",
        "devo_sender_threshold_for_using_gzip_in_transport_layer; The sink compresses",
        "queue_max_size_in_mb; Kafka is the queue",
        "balanced_output; Every sink sends all events"
      })
  void theSameForTheGlobalSettings(String setting, String why) throws IOException {
    var left =
        report("type: console}}\nglobals: {" + setting + ": 1, x: {y: 1").path("not_carried_over");

    assertThat(left.path("globals." + setting).asText()).startsWith(why);
  }

  private JsonNode migrated(String output) throws IOException {
    var connectors = report(output).path("connectors");
    assertThat(connectors).hasSize(2);
    return connectors.path(1);
  }

  private JsonNode report(String output) throws IOException {
    var config =
        """
        outputs: {out: {%s}}
        inputs: {cloudsek: {base_url: https://c.example, credentials: {token: t}}}
        """;
    var file = Files.writeString(directory.resolve("config.yaml"), config.formatted(output));
    return CommandRun.of("migrate", file, "--json").json();
  }
}
