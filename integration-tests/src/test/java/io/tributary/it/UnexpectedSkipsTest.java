// SPDX-License-Identifier: Apache-2.0
package io.tributary.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** CI fails if a test was skipped that is not on the list of {@code .ci/UnexpectedSkips.java}. */
class UnexpectedSkipsTest {
  @TempDir private Path target;

  @Test
  void aTestThatRanOrIsOnTheListIsFine() throws Exception {
    report("surefire-reports", "io.tributary.it.DevoSinkIT", "");
    report(
        "failsafe-reports",
        "io.tributary.it.KafkaContainerIT",
        "<skipped type=\"T\"><![CDATA[T: Assumption failed: there is no Docker here\n\tat]]></skipped>");

    assertThat(said()).isEmpty();
  }

  @Test
  void anyOtherSkipIsNamed() throws Exception {
    report("surefire-reports", "io.tributary.devo.NginxTest", "<skipped message=\"no nginx\"/>");
    report("failsafe-reports", "io.tributary.it.KafkaContainerIT", "<skipped/>");

    assertThat(said())
        .contains(
            "Skipped unexpectedly: io.tributary.devo.NginxTest works: no nginx\n",
            "Skipped unexpectedly: io.tributary.it.KafkaContainerIT works: no reason given\n");
  }

  private void report(String directory, String test, String result) throws IOException {
    var reports = Files.createDirectories(target.resolve(directory));
    Files.writeString(
        reports.resolve("TEST-" + test + ".xml"),
        "<testsuite><testcase name=\"works\" classname=\"%s\">%s</testcase></testsuite>"
            .formatted(test, result));
  }

  /** The output, after a success that says nothing or a failure that does. */
  private String said() throws IOException, InterruptedException {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var file = DocPage.ROOT.resolve(".ci/UnexpectedSkips.java").toString();
    var process =
        new ProcessBuilder(java, file, target.toString()).redirectErrorStream(true).start();
    var said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).isEqualTo(said.isEmpty() ? 0 : 1);
    return said;
  }
}
