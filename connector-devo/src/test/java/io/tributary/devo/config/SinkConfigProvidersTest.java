// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.config;

import static io.tributary.devo.SinkValidation.faults;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.provider.DirectoryConfigProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** R6: config providers of a connector read no file past the {@code allowed.paths} of a worker. */
class SinkConfigProvidersTest {
  private static final String PROVIDERS = "config.providers";
  private static final String PROVIDER = "config.providers.evil.class";

  @TempDir Path directory;

  @Test
  void areRefusedAndReadNothing() throws IOException {
    Files.writeString(directory.resolve("key"), "canary-4711");
    var settings =
        new HashMap<>(
            Map.of(
                "endpoint",
                "https://127.0.0.1:1",
                "domain",
                "d",
                "token",
                "${evil:" + directory + ":key}",
                PROVIDERS,
                "evil",
                PROVIDER,
                DirectoryConfigProvider.class.getName()));

    assertThat(faults(settings)).containsOnlyKeys(PROVIDERS, PROVIDER, "token");
    assertThatThrownBy(() -> SinkConfigValidator.parse(settings))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("SetupError 706: " + PROVIDERS);
    assertThatThrownBy(() -> new DevoSinkConfig(settings))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("SetupError 707: Setting token was not resolved")
        .hasMessageNotContaining("canary");
  }
}
