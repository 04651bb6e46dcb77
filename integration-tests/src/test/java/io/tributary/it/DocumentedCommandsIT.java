package io.tributary.it;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.testkit.AlertRows;
import io.tributary.testkit.EventRow;
import io.tributary.testkit.FakeCloudSek;
import io.tributary.testkit.FakeDevo;
import io.tributary.testkit.FakeKiteworks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every command of README.md, docs and the READMEs of connectors and tool, as it stands there, on a
 * worker that is set up as docs/operating.md says. A command that nothing here runs fails.
 */
class DocumentedCommandsIT {
  /** How a command begins that another test runs, and which, in which module. */
  private static final Map<String, String> ELSEWHERE =
      Map.ofEntries(
          entry("./quickstart", "connect-quickstart/QuickstartIT"),
          entry("mvn verify", "integration-tests/ReleaseIT"),
          entry("mvn -DskipTests package", "integration-tests/ReleaseIT"),
          entry("mvn -Pdocker ", "integration-tests/ComposeIT"),
          entry("docker compose ", "integration-tests/ComposeIT"),
          entry(".ci/run", "integration-tests/SinkReceiversIT"),
          entry("mkdir -p connector-acme", "connector-threatq/AddAVendorTest"),
          entry("sed ", "connector-threatq/AddAVendorTest"),
          entry("benchmarks/bench", "benchmarks/FlatnessTest"),
          entry("ROUNDS=1 benchmarks/bench", "benchmarks/FlatnessTest"),
          entry("java -cp \"benchmarks/", "benchmarks/SingleBenchmarksTest"));

  private static final Map<String, Scenario> SCENARIOS =
      Map.of(
          "README.md", DocumentedCommandsIT::aSourceIsCreated,
          "docs/operating.md", DocumentedCommandsIT::aSourceIsOperated,
          "docs/delivery.md", DocumentedCommandsIT::aSourceTellsHowFarItIs,
          "docs/offsets.md", DocumentedCommandsIT::offsetsAreChanged,
          "docs/from-devo-collector.md", DocumentedCommandsIT::aCollectorIsReplaced,
          "connect-tool/README.md", DocumentedCommandsIT::theToolSaysWhatIsShown);

  private static final Instant DAY = Instant.parse("2026-10-02T00:00:00Z");
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final String KITEWORKS = DocSite.TOPIC;
  private static final String CLOUDSEK = "drp.cloudsek.xvigil.alerts";

  private interface Scenario {
    void follow(DocPage page) throws Exception;
  }

  private static DocSite site;
  private static DocShell shell;

  @BeforeAll
  static void setUp() throws IOException {
    site = DocSite.start();
    shell = site.shell();
  }

  @AfterAll
  static void stop() {
    site.close();
  }

  /** If a parser found none, no other test would fail. */
  @Test
  void thePagesHaveCommands() throws IOException {
    var commands = pages().stream().mapToInt(page -> page.left().size()).sum();
    assertThat(commands).isGreaterThan(30);
  }

  static List<DocPage> pages() throws IOException {
    return DocPage.all();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everyCommandDoesWhatThePageSays(DocPage page) throws Exception {
    page.without(line -> ELSEWHERE.keySet().stream().anyMatch(line::startsWith));

    SCENARIOS.getOrDefault(page.toString(), none -> {}).follow(page);

    assertThat(page.left()).as("commands of %s that no test runs", page).isEmpty();
  }

  @Test
  void thereAreTestsThatRunTheOthers() throws IOException {
    for (var test : ELSEWHERE.values()) {
      var name = Path.of(test + ".java");
      try (var files = Files.walk(DocPage.ROOT.resolve(name.getName(0)).resolve("src/test"))) {
        assertThat(files).as(test).anyMatch(file -> file.endsWith(name.getFileName()));
      }
    }
    assertThat(pages()).extracting(DocPage::toString).containsAll(SCENARIOS.keySet());
  }

  private static void aSourceIsCreated(DocPage page) throws Exception {
    try (var kiteworks = FakeKiteworks.start()) {
      var events = site.aDayOfEvents(kiteworks, Instant.parse("2026-11-02T00:00:00Z"));
      var arrivals = site.arrivals(KITEWORKS);

      var said = shell.run(page.next("curl -X POST"));

      assertThat(said).contains("\"name\":\"kiteworks-admin\"", "\"type\":\"source\"}");
      arrivals.are(events);
      site.rest().delete("kiteworks-admin");
    }
  }

  private static void aSourceTellsHowFarItIs(DocPage page) throws Exception {
    try (var kiteworks = FakeKiteworks.start()) {
      var events = site.aDayOfEvents(kiteworks, DAY);
      site.createdFromTheReadme(events);

      var newest = events.get(events.size() - 1).time();
      assertThat(shell.run(page.next("java -jar"))).contains("read up to " + newest);
      site.rest().delete("kiteworks-admin");
    }
  }

  private static void aSourceIsOperated(DocPage page) throws Exception {
    try (var kiteworks = FakeKiteworks.start()) {
      var events = site.aDayOfEvents(kiteworks, DAY);
      var arrivals = site.createdFromTheReadme(events);

      assertThat(shell.run(page.next("curl -X POST"))).contains("RESTARTING");
      shell.run("openssl genrsa -traditional -out old.key 2048");
      shell.run(page.next("openssl"));
      assertThat(shell.directory().resolve("devo.key"))
          .content()
          .startsWith("-----BEGIN PRIVATE KEY-----");
      assertThat(shell.run(page.next("java -jar"))).contains("kiteworks-admin: OK", "events: ");
      assertThat(shell.run(page.next("curl http"))).containsPattern("RUNNING.*kiteworks-admin");
      site.rest().awaitRunning("kiteworks-admin", SOON);
      assertThat(shell.run(page.next("curl http"))).contains("KiteworksSourceConnector");
      assertThat(shell.run(page.next("curl http"))).contains("KiteworksSourceConnector");
      var newest = events.get(events.size() - 1).time().toString();
      assertThat(shell.run(page.next("java -jar"))).contains("kiteworks-admin is at ", newest);
      arrivals.are(List.of());
      shell.run(page.next("curl -X PUT"));
      Awaitility.await()
          .atMost(SOON)
          .until(() -> site.rest().get("/admin/loggers/io.tributary").toString().contains("DEBUG"));
      site.rest().delete("kiteworks-admin");
    }
  }

  private static void offsetsAreChanged(DocPage page) throws Exception {
    try (var kiteworks = FakeKiteworks.start()) {
      var events = site.aDayOfEvents(kiteworks, DAY);
      var arrivals = site.createdFromTheReadme(events);

      var newest = events.get(events.size() - 1).time();
      assertThat(shell.run(page.next("curl http")))
          .contains("\"last_event_time_in_utc\":\"" + newest);
      shell.write("offsets.json", page.block("json", "T06:00:00Z"));
      assertThat(shell.run(page.next("curl -X PUT"))).contains("altered successfully");
      arrivals.are(from(DAY.plus(Duration.ofHours(6)), events));
      assertThat(Instant.parse(shell.run(page.next("date -u")).strip())).isAfter(newest);
      assertThat(shell.run(page.next("curl -X PUT"))).contains("reset successfully");
      arrivals.are(events);
      site.rest().delete("kiteworks-admin");
    }
  }

  private static void aCollectorIsReplaced(DocPage page) throws Exception {
    try (var cloudSek = FakeCloudSek.start();
        var devo = FakeDevo.tcp()) {
      var alerts = AlertRows.nested(1, 200, DAY.minusSeconds(86_400), DAY.plusSeconds(86_400));
      cloudSek.add(alerts);
      var last = Instant.parse("2026-10-02T12:00:00Z");
      var arrivals = site.arrivals(CLOUDSEK);
      var outputs =
          "relay: {type: in_house_relay, config: {address: 127.0.0.1, port: %d}}"
              .formatted(devo.endpoint().getPort());
      var input =
          "cloudsek: {id: 1, enabled: true, base_url: %s, credentials: {token: %s}, services: {alerts: {}}}"
              .formatted(cloudSek.url(), cloudSek.token());
      shell.write("config.yaml", "outputs:\n  " + outputs + "\ninputs:\n  " + input + "\n");
      shell.write("state.txt", page.block("", "@persistence_version"));

      assertThat(shell.run(page.next("java -jar"))).contains("moved/cloudsek-alerts.json");
      var told = shell.run(page.next("java -jar"));
      assertThat(shell.run(page.next("cp -rp"))).contains("cloudsek-alerts: OK");
      for (var command : told.lines().filter(line -> line.startsWith("  curl ")).toList()) {
        shell.run(command);
      }

      var unread = from(last, alerts);
      arrivals.are(unread);
      devo.awaitMessages(unread.size(), SOON);
      assertThat(shell.run(page.next("java -jar")))
          .contains("cloudsek-alerts (source, RUNNING)", "relay (sink, RUNNING)");
      shell.run(page.next("java -jar"));
      arrivals.are(from(last.minusSeconds(86_400), alerts));
      site.rest().delete("cloudsek-alerts");
      site.rest().delete("relay");
    }
  }

  private static void theToolSaysWhatIsShown(DocPage page) throws Exception {
    try (var cloudSek = FakeCloudSek.start();
        var devo = FakeDevo.tcp()) {
      cloudSek.add(AlertRows.nested(1, 300, DAY, DAY.plusSeconds(86_400)));
      var source = Configs.cloudSek(cloudSek, CLOUDSEK);
      shell.write(
          "my-source.json",
          new ObjectMapper()
              .writeValueAsString(Map.of("name", "cloudsek-alerts", "config", source)));
      assertThat(shell.run(page.next("java -jar"))).contains("migrate ", "check ", "offsets ");
      var check = page.next("java -jar");
      assertThat(shell.run(check).replaceAll("(?m)^(  .*: ).*", "$1"))
          .isEqualToIgnoringNewLines(check.shown().replaceAll("(?m)^(  .*: ).*", "$1"));

      site.rest().create("cloudsek-alerts", source);
      site.rest().create("devo_1", MetricsIT.sink(devo, CLOUDSEK));
      devo.awaitMessages(300, SOON);
      var show = page.next("java -jar");
      var shown = show.shown().replace("https://api.cloudsek.com", cloudSek.url().toString());
      Awaitility.await()
          .atMost(SOON)
          .untilAsserted(
              () ->
                  assertThat(shell.run(show).replaceAll("\\d+", "0").strip())
                      .isEqualTo(shown.replaceAll("\\d+", "0")));
      site.rest().delete("cloudsek-alerts");
      site.rest().delete("devo_1");
    }
  }

  private static List<EventRow> from(Instant time, Collection<EventRow> events) {
    return events.stream().filter(event -> !event.time().isBefore(time)).toList();
  }
}
