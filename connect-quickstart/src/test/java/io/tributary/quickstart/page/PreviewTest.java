// SPDX-License-Identifier: Apache-2.0
package io.tributary.quickstart.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PreviewTest {
  @Test
  void tellsWhatItIsPointedTo() {
    String event =
        "{\"at\":\"2026-03-01T00:00:00+0000\",\"what\":\"log\\nin\",\"who\":null,\"n\":{\"a\":7}}";

    assertThat(Preview.of(event, List.of("/at", "/what", "/none", "/n", "/n/a")))
        .isEqualTo(new Preview("2026-03-01T00:00:00Z", "log in · 7"));
  }

  @Test
  void showsTheBeginningOfWhatItDoesNotKnow() {
    String event = "{\"x\":\"" + "y".repeat(500) + "\"}";

    assertThat(Preview.of(event, List.of("/at", "/what")).text())
        .hasSize(141)
        .startsWith("{\"x\":\"yy")
        .endsWith("y…");
    assertThat(Preview.of("no JSON", List.of("/at"))).isEqualTo(new Preview("", "no JSON"));
  }
}
