// SPDX-License-Identifier: Apache-2.0
package io.tributary.tool.io;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

class ProgressBarTest {
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(written, true, UTF_8);

  @Test
  void growsAndLeavesNothingBehind() {
    try (var bar = new ProgressBar(2, out, true)) {
      bar.step("first");
      bar.step("second");
    }

    assertThat(written.toString(UTF_8))
        .contains("[....................] 0/2 first")
        .contains("[##########..........] 1/2 second")
        .endsWith("\r\u001b[K");
  }

  @Test
  void staysSilentWhereNobodyLooks() {
    try (var bar = new ProgressBar(2, out, false)) {
      bar.step("first");
    }

    assertThat(written.size()).isZero();
  }
}
