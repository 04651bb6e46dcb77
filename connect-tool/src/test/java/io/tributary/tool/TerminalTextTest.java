// SPDX-License-Identifier: Apache-2.0
package io.tributary.tool;

import static io.tributary.testkit.vendor.VendorBehavior.LOGS_IN;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.tributary.testkit.vendor.EventRow;
import io.tributary.testkit.vendor.Vendors;
import io.tributary.tool.io.JsonIo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Text of a vendor, a worker or a collector never controls the terminal. */
class TerminalTextTest {
  private static final Instant DAY = Instant.parse("2026-10-02T00:00:00Z");

  /** Sets the title of a terminal, clears it, and forges a line of the output. */
  private static final String SEQUENCE =
      "\u001b]0;owned\u0007\u001b[2J\u009b31m\u202eid\nforged: OK";

  @TempDir private Path directory;

  @Test
  void checkShowsControlCharactersOfAnEvent() throws IOException {
    var fixture = Vendors.without(LOGS_IN);
    try (var vendor = fixture.start()) {
      var row = fixture.rows(1, 1, DAY, DAY.plusSeconds(60)).get(0);
      var json = row.json().replace('"' + row.id() + '"', quoted(SEQUENCE));
      vendor.add(new EventRow(SEQUENCE, row.time(), json));
      var config = new HashMap<>(vendor.logins().get(0).settings());
      config.put("connector.class", fixture.connectorClass());
      config.put("base.url", vendor.url().toString());
      config.put("initial.start.time.in.utc", DAY.toString());
      var file = Files.writeString(directory.resolve("a.json"), JsonIo.text(config));

      var run = CommandRun.of("check", file);
      var all = CommandRun.of("check", file, "--json", "--show");

      assertHarmless(run);
      assertThat(run.out()).contains("id: \\u001b]0;owned\\u0007");
      assertHarmless(all);
      assertThat(all.json().at("/0/id").asText()).startsWith("\u001b]0;owned");
    }
  }

  @Test
  void offsetsShowsControlCharactersOfAWorker() throws IOException {
    try (var worker = new MockWebServer()) {
      worker.start();
      answer(worker, List.of(SEQUENCE));
      answer(
          worker,
          Map.of("type", "source", "connector", Map.of("state", SEQUENCE), "tasks", new int[0]));
      answer(
          worker,
          Map.of(
              "offsets", List.of(Map.of("partition", Map.of("p", SEQUENCE), "offset", Map.of()))));
      worker.enqueue(
          new MockResponse.Builder()
              .code(400)
              .body(JsonIo.text(Map.of("message", SEQUENCE + "x".repeat(100_000))))
              .build());

      var shown = CommandRun.of("offsets", "show", "--url", worker.url("/"));
      var refused = CommandRun.of("offsets", "show", "--url", worker.url("/"));

      assertHarmless(shown);
      assertThat(shown.out().lines()).hasSize(2);
      assertHarmless(refused);
      assertThat(refused.err().lines()).hasSize(1);
      assertThat(refused.err()).hasSizeLessThan(3000);
    }
  }

  @Test
  void migrateShowsControlCharactersOfACollector() throws JsonProcessingException {
    var name = quoted(SEQUENCE);
    var config =
        new MigrateFixture(directory)
            .write(
                "config.yaml",
                """
                {"inputs": {"cloudsek": {"base_url": "https://a.example", "services": {"alerts": {%s: 1}},
                 "credentials": {"token": "t"}}, %s: {}}, "outputs": {}}
                """
                    .formatted(name, name));

    assertHarmless(CommandRun.of("migrate", config, "--out", directory.resolve("out")));
  }

  private static String quoted(String text) throws JsonProcessingException {
    return JsonIo.MAPPER.writeValueAsString(text);
  }

  private static void answer(MockWebServer worker, Object json) {
    worker.enqueue(new MockResponse.Builder().body(JsonIo.text(json)).build());
  }

  private static void assertHarmless(CommandRun run) {
    assertThat(run.out() + run.err())
        .doesNotContainPattern("[\\p{Cc}\\p{Cf}&&[^\\n]]")
        .doesNotContainPattern("(?m)^forged");
  }
}
