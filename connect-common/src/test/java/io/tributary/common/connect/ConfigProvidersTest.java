// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.connect;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.common.obfuscation.Obfuscate;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.provider.DirectoryConfigProvider;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** R6: config providers of a connector read no file past the {@code allowed.paths} of a worker. */
class ConfigProvidersTest {
  private static final String CANARY = "canary-4711";

  @TempDir Path directory;
  private final MockWebServer server = new MockWebServer();
  private final Map<String, String> settings = new HashMap<>();

  @BeforeEach
  void start() throws IOException {
    Files.writeString(directory.resolve("key"), CANARY);
    server.start(InetAddress.getLoopbackAddress(), 0);
    settings.put("base.url", "http://127.0.0.1:" + server.getPort());
    settings.put("token", reference());
    settings.put("config.providers", "evil");
    settings.put("config.providers.evil.class", DirectoryConfigProvider.class.getName());
    settings.put("config.providers.evil.param.allowed.paths", directory.toString());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void kafkaItselfWouldReadTheFile() {
    var def = new ConfigDef().define("token", ConfigDef.Type.STRING, ConfigDef.Importance.LOW, "");

    assertThat(new AbstractConfig(def, settings, false).getString("token")).isEqualTo(CANARY);
  }

  @Test
  void eachIsAFaultOfItsOwnAndNothingIsSent() {
    server.enqueue(new MockResponse.Builder().code(200).build());

    var values = new PlainVendor.PlainConnector().validate(settings).configValues();

    var faults =
        values.stream()
            .filter(value -> !value.errorMessages().isEmpty())
            .collect(toMap(value -> value.name(), value -> value.errorMessages().get(0)));
    assertThat(faults)
        .containsOnlyKeys(
            "token",
            "config.providers",
            "config.providers.evil.class",
            "config.providers.evil.param.allowed.paths")
        .containsEntry(
            "config.providers",
            "SetupError 706: config.providers is a setting of a worker, unknown to a connector."
                + " Remove it, and refer to the config providers of the worker.");
    assertThat(values.toString()).doesNotContain(CANARY, directory + "]");
    assertThat(server.getRequestCount()).isZero();
  }

  @Test
  void aTaskThatHasThemReadsNoFile() {
    assertThatThrownBy(() -> new PlainVendor().config(settings))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("SetupError 707: Setting token was not resolved")
        .hasMessageNotContaining(CANARY);
  }

  @Test
  void aTransformThatHasThemReadsNoFile() throws IOException {
    Files.writeString(directory.resolve("key"), "[]");
    settings.put("rules", reference());
    try (var transform = new Obfuscate<SourceRecord>()) {
      assertThatThrownBy(() -> transform.configure(settings))
          .isInstanceOf(ConfigException.class)
          .hasMessageContaining("SetupError 707");
    }
  }

  private String reference() {
    return "${evil:" + directory + ":key}";
  }
}
