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

  private JsonNode migrated(String output) throws IOException {
    var config =
        """
        outputs: {out: {%s}}
        inputs: {cloudsek: {base_url: https://c.example, credentials: {token: t}}}
        """;
    var file = Files.writeString(directory.resolve("config.yaml"), config.formatted(output));
    var connectors = CommandRun.of("migrate", file, "--json").json().path("connectors");
    assertThat(connectors).hasSize(2);
    return connectors.path(1);
  }
}
