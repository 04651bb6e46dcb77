// SPDX-License-Identifier: Apache-2.0
package io.tributary.quickstart.reference;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.quickstart.Command;
import io.tributary.quickstart.worker.Layout;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReferencePagesIT {
  @TempDir Path scratch;

  @Test
  void areWhatTheConnectorsSayToday() throws Exception {
    var layout = Layout.demo(Command.ROOT);

    for (var page : ReferencePages.print(layout, scratch).entrySet()) {
      Path file = Command.ROOT.resolve(page.getKey());
      assertThat(Files.readString(file))
          .as("%s is not up to date: run ./quickstart --write-docs and commit it", file)
          .isEqualTo(page.getValue());
    }
  }
}
