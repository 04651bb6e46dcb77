// SPDX-License-Identifier: Apache-2.0
package io.tributary.testkit.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.testkit.http.Ports;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerTest {
  @TempDir Path directory;

  @Test
  void takesAnotherPortWhenSomeoneElseIsFaster() {
    int port = Ports.freePair()[0];

    // Both find the port free; one of them then fails to bind it.
    var other =
        CompletableFuture.supplyAsync(() -> EmbeddedBroker.start(directory.resolve("a"), port));
    try (var one = EmbeddedBroker.start(directory.resolve("b"), port);
        var two = other.join()) {
      one.createTopic("t", 1, Map.of());
      two.createTopic("t", 1, Map.of());

      assertThat(one.bootstrapServers()).isNotEqualTo(two.bootstrapServers());
    }
  }
}
