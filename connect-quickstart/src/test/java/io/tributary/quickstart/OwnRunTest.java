// SPDX-License-Identifier: Apache-2.0
package io.tributary.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class OwnRunTest {
  @Test
  void tellsACommandInWhichEachPathIsOneWord() {
    assertThat(OwnRun.again(List.of(Path.of("/x/my source.json"), Path.of("/x/it's.json"))))
        .isEqualTo("./quickstart --keep '/x/my source.json' '/x/it'\\''s.json'");
  }
}
