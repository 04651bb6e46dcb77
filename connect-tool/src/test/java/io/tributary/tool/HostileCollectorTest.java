// SPDX-License-Identifier: Apache-2.0
package io.tributary.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A collector's files may come from somebody else: {@code migrate} reads and writes its own. */
class HostileCollectorTest {
  private static final String SECRET = "the text of a foreign file";
  private static final int LINE = 300_000;
  private static final Duration SHORT = Duration.ofSeconds(10);

  @TempDir private Path machine;

  @ParameterizedTest
  @ValueSource(strings = {"../../outside.pem", "ABSOLUTE", "link.pem", "sub/outside.pem", "a\\0b"})
  void copiesNoFileFromOutsideItsFolder(String name) throws IOException {
    var outside = Files.writeString(machine.resolve("outside.pem"), SECRET);
    var collector = Files.createDirectories(machine.resolve("etc/collector"));
    Files.createDirectories(collector.resolve("certs"));
    Files.createSymbolicLink(collector.resolve("link.pem"), outside);
    Files.createSymbolicLink(collector.resolve("certs/sub"), machine);
    var files = new MigrateFixture(collector);
    var chain = name.equals("ABSOLUTE") ? outside.toString() : name;
    var config = files.write("config.yaml", config("devo_1", chain));

    var run = CommandRun.of("migrate", config, "--out", files.out());

    assertThat(written()).noneMatch(text -> text.contains(SECRET));
    assertThat(run.out()).contains("put it into secrets/devo_1/ssl.truststore.certificates.pem");
  }

  @ParameterizedTest
  @ValueSource(strings = {"..", ".", "", "../up", "cloudsek-alerts.offsets", "....", "a/../../b"})
  void writesNothingOutsideItsFolderNorTwice(String output) throws IOException {
    var files = new MigrateFixture(Files.createDirectories(machine.resolve("a/b")));
    var certs = Files.createDirectories(files.directory().resolve("certs"));
    Files.writeString(certs.resolve("chain.pem"), "chain\n");
    var config = files.write("config.yaml", config(output, "chain.pem"));
    var state =
        files.write("state", "{'last_event_time_in_utc': '2026-03-04T09:15:27Z', 'last_ids': []}");

    CommandRun.of("migrate", config, "--state", state, "--out", files.out());

    try (var all = Files.walk(machine)) {
      assertThat(all.filter(Files::isRegularFile).filter(file -> !file.startsWith(files.out())))
          .containsExactlyInAnyOrder(config, state, certs.resolve("chain.pem"));
    }
    try (var all = Files.list(files.out())) {
      assertThat(all.filter(Files::isRegularFile))
          .as("source, its offsets, sink")
          .hasSize(3)
          .noneMatch(Files::isSymbolicLink);
    }
    try (var all = Files.walk(files.out().resolve("secrets"))) {
      assertThat(all.filter(file -> file.endsWith("ssl.truststore.certificates.pem")))
          .singleElement()
          .satisfies(
              file ->
                  assertThat(file.getParent().getParent())
                      .isEqualTo(files.out().resolve("secrets")));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a(",
        "a() -> ",
        "a() -> saved in state: {",
        "a() -> saved in state: {} ",
        "a( -> ",
        "w",
        "(",
        ") -> "
      })
  void readsALongLineOfALogAtOnce(String part) throws IOException {
    var files = new MigrateFixture(machine);
    var config = files.write("config.yaml", config("devo_1", "chain.pem"));
    var state = files.write("state", part.repeat(LINE / part.length()) + "\n\n");

    Assertions.assertTimeoutPreemptively(
        SHORT, () -> CommandRun.of("migrate", config, "--json", "--state", state));
  }

  @Test
  void readsALongAddressAtOnce() {
    var files = new MigrateFixture(machine);
    var text = config("devo_1", "chain.pem").replace("example", "example" + "/".repeat(LINE) + 'x');
    var config = files.write("config.yaml", text);

    Assertions.assertTimeoutPreemptively(SHORT, () -> CommandRun.of("migrate", config, "--json"));
  }

  @Test
  void pointsAtPlaceholdersThatTheWorkerWouldReplace() {
    var files = new MigrateFixture(machine);
    var text =
        config("devo_1", "chain.pem")
            .replace("cloudsek.example", "cloudsek.example/${file:/etc/x:y}");
    var config = files.write("config.yaml", text);

    var run = CommandRun.of("migrate", config, "--json");

    assertThat(run.out()).as(run.err()).contains("The worker replaces the placeholder in base.url");
  }

  private List<String> written() throws IOException {
    try (var all = Files.walk(machine.resolve("etc/collector/out"))) {
      return all.filter(Files::isRegularFile).map(HostileCollectorTest::text).toList();
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static String config(String output, String chain) {
    return """
        inputs:
          cloudsek:
            enabled: true
            base_url: https://api.cloudsek.example
            credentials: {token: t}
            services: {alerts: {}}
        outputs:
          "%s":
            type: devo_platform
            config: {address: devo.example, chain: "%s", cert: none.crt, key: none.key}
        """
        .formatted(output, chain);
  }
}
