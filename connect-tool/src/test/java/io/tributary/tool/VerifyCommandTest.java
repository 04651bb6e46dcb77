// SPDX-License-Identifier: Apache-2.0
package io.tributary.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code coverage verify} without a broker. */
class VerifyCommandTest {
  private static final String MIDNIGHT = "2026-03-01T00:00:00Z";
  private static final String SOON = "2026-03-01T00:59:59Z";
  private static final String ONE = "2026-03-01T01:00:00Z";

  @TempDir private Path directory;

  @Test
  void timesThatHoldNoWholeHourAreRefused() {
    var run = verify("127.0.0.1:9", MIDNIGHT, SOON);

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("no whole hour lies between");
    assertThat(verify("127.0.0.1:9", "yesterday", ONE).err()).contains("--from is not a time");
  }

  @Test
  void aMissingOptionOrFileIsReported() {
    assertThat(CommandRun.of("coverage", "verify", "--topic", "t").status()).isEqualTo(2);
    var run = verify("127.0.0.1:9", MIDNIGHT, ONE, "--command-config", directory.resolve("none"));

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("There is no file");
  }

  @Test
  void aBrokerThatDoesNotAnswerIsReported() throws Exception {
    var file = directory.resolve("client.properties");
    Files.writeString(file, "default.api.timeout.ms=1000\nrequest.timeout.ms=500\n");

    var run = verify("127.0.0.1:9", MIDNIGHT, ONE, "--command-config", file);

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("Kafka cannot be read");
  }

  private static CommandRun verify(String bootstrap, String from, String to, Object... further) {
    var all = new ArrayList<Object>(List.of("coverage", "verify"));
    all.addAll(List.of("--bootstrap", bootstrap, "--topic", "t", "--ledger", "l"));
    all.addAll(List.of("--from", from, "--to", to));
    all.addAll(List.of(further));
    return CommandRun.of(all.toArray());
  }
}
