// SPDX-License-Identifier: Apache-2.0
package io.tributary.it;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.testkit.devo.FakeDevo;
import io.tributary.testkit.vendor.EventRow;
import io.tributary.testkit.vendor.Vendors;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs every command of README.md, docs and the READMEs of connectors and tool verbatim, on a
 * worker that is set up as docs/deploy.md says. Fails if it does not run a command.
 */
class DocumentedCommandsIT {
  /** The beginnings of commands that other tests run, with their tests. */
  private static final Map<String, String> ELSEWHERE =
      Map.ofEntries(
          entry("./quickstart", "connect-quickstart/QuickstartIT"),
          entry("mvn verify", "integration-tests/ReleaseIT"),
          entry("mvn -DskipTests package", "integration-tests/ReleaseIT"),
          entry("mvn -Pdocker ", "integration-tests/ComposeIT"),
          entry("docker compose ", "integration-tests/ComposeIT"),
          entry("docker ", "integration-tests/ImagesIT"),
          entry("kubectl ", "integration-tests/PlatformPagesIT"),
          entry("confluent", "integration-tests/PlatformPagesIT"),
          entry("aws ", "integration-tests/PlatformPagesIT"),
          entry(".ci/run", "integration-tests/SinkReceiversIT"),
          entry("mkdir -p connector-acme", "*/AddAVendorTest"),
          entry("sed ", "*/AddAVendorTest"),
          entry("benchmarks/bench", "benchmarks/FlatnessTest"),
          entry("ROUNDS=1 benchmarks/bench", "benchmarks/FlatnessTest"),
          entry("java -jar tributary-tool.jar trust https://", "connect-tool/TrustCommandTest"),
          entry("java -jar tributary-tool.jar coverage verify", "integration-tests/CoverageIT"),
          entry("java -jar tributary-tool.jar replay", "integration-tests/LanesIT"),
          entry("java -jar tributary-tool.jar probe", "connect-tool/ProbeCommandTest"),
          entry("confluent-hub install", "integration-tests/ComponentArchivesIT"),
          entry("java -cp \"benchmarks/", "benchmarks/SingleBenchmarksTest"));

  private static final Map<String, Scenario> SCENARIOS =
      Map.of(
          "README.md", DocumentedCommandsIT::aSourceIsCreated,
          "docs/deploy.md", DocumentedCommandsIT::aWorkerIsDeployed,
          "docs/runbook.md", DocumentedCommandsIT::aSourceIsOperated,
          "docs/delivery.md", DocumentedCommandsIT::aSourceReportsItsProgress,
          "docs/offsets.md", DocumentedCommandsIT::offsetsAreChanged,
          "docs/from-devo-collector.md", DocumentedCommandsIT::aCollectorIsReplaced,
          "docs/platforms/amazon.md", DocumentedCommandsIT::onePluginIsPacked,
          "connect-tool/README.md", DocumentedCommandsIT::theToolSaysWhatIsShown);

  private static final Instant DAY = Instant.parse("2026-10-02T00:00:00Z");
  private static final Duration SOON = Duration.ofSeconds(30);

  /** A migrated feed, which is named after its vendor. */
  private static final Pattern MOVED = Pattern.compile("moved/(\\w+)-\\w+\\.json");

  private static final Pattern SHOWN = Pattern.compile("feed (\\w+)/\\w+, base url (\\S+),");

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

  /** Guards the parsers: without findings, no other test would fail. */
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
      var glob = "glob:" + test.replace("/", "/src/test/**/") + ".java";
      var file = FileSystems.getDefault().getPathMatcher(glob);
      try (var files = Files.walk(DocPage.ROOT)) {
        assertThat(files.map(DocPage.ROOT::relativize)).as(test).anyMatch(file::matches);
      }
    }
    assertThat(pages()).extracting(DocPage::toString).containsAll(SCENARIOS.keySet());
  }

  private static void aSourceIsCreated(DocPage page) throws Exception {
    try (var vendor = site.vendor()) {
      var events = site.aDayOfEvents(vendor, Instant.parse("2026-11-02T00:00:00Z"));
      var arrivals = site.arrivals(vendor.table());

      var said = shell.run(page.next("curl -X POST"));

      assertThat(said).contains("\"name\":\"" + site.source() + "\"", "\"type\":\"source\"}");
      arrivals.are(events);
      site.rest().delete(site.source());
    }
  }

  private static void aSourceReportsItsProgress(DocPage page) throws Exception {
    try (var vendor = site.vendor()) {
      var events = site.aDayOfEvents(vendor, DAY);
      site.createdFromTheReadme(vendor, events);

      assertThat(shell.run(page.next("java -jar")))
          .contains("read up to " + events.get(events.size() - 1).time());
      site.rest().delete(site.source());
    }
  }

  private static void aWorkerIsDeployed(DocPage page) throws Exception {
    try (var vendor = site.vendor()) {
      var archive = site.archive(vendor);
      assertThat(shell.run(page.next("unzip"))).contains("inflating: ", archive + "/manifest.json");
      var events = site.aDayOfEvents(vendor, DAY);
      var arrivals = site.createdFromTheReadme(vendor, events);

      assertThat(shell.run(page.next("curl -X POST"))).isEmpty();
      shell.run("openssl genrsa -traditional -out old.key 2048");
      shell.run(page.next("openssl"));
      assertThat(Files.readString(shell.directory().resolve("devo.key")))
          .startsWith("-----BEGIN PRIVATE KEY-----");
      assertThat(shell.run(page.next("java -jar"))).contains(site.source() + ": OK", "events: ");
      site.rest().awaitRunning(site.source(), SOON);
      var type = vendor.fixture().connectorClass().replaceFirst(".*\\.", "");
      assertThat(shell.run(page.next("curl http"))).contains(type);
      assertThat(shell.run(page.next("curl http"))).contains(type);
      var newest = events.get(events.size() - 1).time().toString();
      assertThat(shell.run(page.next("java -jar"))).contains(site.source() + " is at ", newest);
      arrivals.are(List.of());
      site.rest().delete(site.source());
    }
  }

  private static void aSourceIsOperated(DocPage page) throws Exception {
    try (var vendor = site.vendor()) {
      var events = site.aDayOfEvents(vendor, DAY);
      site.createdFromTheReadme(vendor, events);

      assertThat(shell.run(page.next("java -jar"))).contains(site.source() + " (source): RUNNING");
      assertThat(shell.run(page.next("java -jar"))).contains("SinkError 606", "what to do: ");
      shell.run(page.next("curl -X POST"));
      site.rest().awaitRunning(site.source(), SOON);
      assertThat(shell.run(page.next("curl http")))
          .contains(site.source(), "\"state\":\"RUNNING\"");
      var pause = page.next("curl -X PUT");
      shell.run(pause);
      assertThat(page.text()).contains("put `resume` instead of `pause`");
      shell.run(new DocPage.Command(pause.text().replace("/pause", "/resume"), ""));
      site.rest().awaitRunning(site.source(), SOON);
      assertThat(shell.run(page.next("java -jar"))).contains(site.source() + ": OK");
      shell.run(page.next("curl -X PUT"));
      Awaitility.await().atMost(SOON).until(() -> site.rest().loggers().containsValue("DEBUG"));
      site.rest().delete(site.source());
    }
  }

  private static void offsetsAreChanged(DocPage page) throws Exception {
    try (var vendor = site.vendor()) {
      var events = site.aDayOfEvents(vendor, DAY);
      var arrivals = site.createdFromTheReadme(vendor, events);

      var newest = events.get(events.size() - 1).time();
      assertThat(shell.run(page.next("curl http")))
          .contains("\"last_event_time_in_utc\":\"" + newest);
      shell.write("offsets.json", page.block("json", "T06:00:00Z"));
      assertThat(shell.run(page.next("curl -X PUT"))).contains("altered successfully");
      arrivals.are(from(DAY.plus(Duration.ofHours(6)), events));
      assertThat(Instant.parse(shell.run(page.next("date -u")).strip())).isAfter(newest);
      assertThat(shell.run(page.next("curl -X PUT"))).contains("reset successfully");
      arrivals.are(events);
      site.rest().delete(site.source());
    }
  }

  private static void aCollectorIsReplaced(DocPage page) throws Exception {
    var moved = MOVED.matcher(page.text()).results().findFirst().orElseThrow().group(1);
    try (var vendor = RunningVendor.start(Vendors.named(moved));
        var devo = FakeDevo.tcp()) {
      var input = vendor.fake().collectorInput().orElseThrow();
      var events = vendor.rows(1, 200, DAY.minusSeconds(86_400), DAY.plusSeconds(86_400));
      vendor.add(events);
      var last = DAY.plus(Duration.ofHours(12));
      var arrivals = site.arrivals(vendor.table());
      var relay = "relay: {type: in_house_relay, config: {address: 127.0.0.1, port: %d}}";
      var outputs = relay.formatted(devo.endpoint().getPort());
      var inputs = input.json().replace("\n", " ");
      shell.write("config.yaml", "outputs:\n  " + outputs + "\ninputs: " + inputs + "\n");
      shell.write("state.txt", page.block("", "@persistence_version"));

      assertThat(shell.run(page.next("java -jar"))).contains("moved/" + input.name() + ".json");
      var told = shell.run(page.next("java -jar"));
      assertThat(shell.run(page.next("cp -rp"))).contains(input.name() + ": OK");
      // There is one broker.
      shell.run(
          "sed -i 's/\"errors.deadletterqueue.topic.name\"/"
              + "\"errors.deadletterqueue.topic.replication.factor\": \"1\", &/' moved/relay.json");
      for (var command : told.lines().filter(line -> line.startsWith("  curl ")).toList()) {
        shell.run(command);
      }

      arrivals.are(from(last, events));
      devo.awaitMessages(from(last, events).size(), SOON);
      assertThat(shell.run(page.next("java -jar")))
          .contains(input.name() + " (source, RUNNING)", "relay (sink, RUNNING)");
      shell.run(page.next("java -jar"));
      arrivals.are(from(last.minusSeconds(86_400), events));
      site.rest().delete(input.name());
      site.rest().delete("relay");
    }
  }

  private static void onePluginIsPacked(DocPage page) throws Exception {
    var bundle = Archive.of(Stack.BUNDLE).name();
    var packed = Stack.BUNDLE.resolve("target/components/packages/" + bundle + ".zip");
    shell.run("cp " + packed.toAbsolutePath() + " .");
    shell.run("touch providers.jar; zip -q msk-config-providers-0.zip providers.jar");

    shell.run(page.next("unzip"));

    assertThat(shell.run("unzip -l tributary-plugin.zip"))
        .contains(bundle + "/lib/connect-common-", "msk-config-providers/providers.jar");
  }

  private static void theToolSaysWhatIsShown(DocPage page) throws Exception {
    var feed = SHOWN.matcher(page.text()).results().findFirst().orElseThrow();
    try (var vendor = RunningVendor.start(Vendors.named(feed.group(1)));
        var devo = FakeDevo.tcp()) {
      var name = vendor.fake().collectorInput().orElseThrow().name();
      vendor.add(vendor.rows(1, 300, DAY, DAY.plusSeconds(86_400)));
      var source = vendor.config(vendor.table());
      shell.write(
          "my-source.json",
          new ObjectMapper().writeValueAsString(Map.of("name", name, "config", source)));
      assertThat(shell.run(page.next("java -jar"))).contains("migrate ", "check ", "offsets ");
      shell.run(page.next("printf"));
      assertThat(shell.run("./tributary-tool explain 606")).contains("SinkError 606");
      var check = page.next("java -jar");
      assertThat(shell.run(check).replaceAll("(?m)^(  .*: ).*", "$1"))
          .isEqualToIgnoringNewLines(check.shown().replaceAll("(?m)^(  .*: ).*", "$1"));

      site.rest().create(name, source);
      site.rest().create("devo_1", MetricsIT.sink(devo, vendor.table()));
      devo.awaitMessages(300, SOON);
      var show = page.next("java -jar");
      var shown = show.shown().replace(feed.group(2), vendor.url().toString());
      Awaitility.await()
          .atMost(SOON)
          .untilAsserted(
              () ->
                  assertThat(shell.run(show).replaceAll("\\d+", "0").strip())
                      .isEqualTo(shown.replaceAll("\\d+", "0")));
      var status = page.next("java -jar");
      assertThat(shell.run(status).replaceAll("\\d+", "0").strip())
          .isEqualTo(status.shown().replaceAll("\\d+", "0"));
      site.rest().delete(name);
      site.rest().delete("devo_1");
    }
  }

  private static List<EventRow> from(Instant time, Collection<EventRow> events) {
    return events.stream().filter(event -> !event.time().isBefore(time)).toList();
  }
}
