package io.tributary.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.testkit.FakeCloudSek;
import io.tributary.testkit.FakeKiteworks;
import io.tributary.testkit.FakeThreatQ;
import io.tributary.testkit.FakeVendor;
import io.tributary.testkit.Fault;
import io.tributary.testkit.TestCertificates;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** What the pages show beside commands is true: requests, answers, records, configurations. */
class DocumentedExamplesIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final int LONGEST_README = 60;

  /** Fewer than there are. If a parser found none, no test would fail. */
  private static final int LEAST_LINKS = 50;

  /** The name of a parameter of a query. */
  private static final Pattern PARAMETER = Pattern.compile("[?&](\\w+)=");

  private static final Pattern FIGURE = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)+");
  private static final Set<String> OF_KAFKA = Set.of("connector-task-metrics", "records-lag");

  private static final Pattern HEADER = Pattern.compile("`([a-z.]+)`\\s+= `([^`]+)`");

  @Test
  void theReadmeOfEachConnectorIsShort() throws IOException {
    for (var page : DocPage.all()) {
      if (page.toString().matches("connector-.*")) {
        assertThat(page.text().lines().count()).as("%s", page).isLessThanOrEqualTo(LONGEST_README);
      }
    }
  }

  @Test
  void everyLinkLeadsSomewhere() throws IOException {
    var checked = 0;
    for (var page : DocPage.all()) {
      var here = DocPage.ROOT.resolve(page.toString());
      for (var link : page.markdown().links()) {
        var parts = link.split("#", 2);
        if (!parts[0].contains(":")) {
          var target = parts[0].isEmpty() ? here : here.resolveSibling(parts[0]);
          assertThat(target).as("%s in %s", link, page).exists();
          if (parts.length > 1) {
            var anchors = Markdown.parse(Files.readString(target)).anchors();
            assertThat(anchors).as("%s in %s", link, page).contains(parts[1]);
          }
          checked++;
        }
      }
    }
    assertThat(checked).isGreaterThan(LEAST_LINKS);
  }

  @Test
  void theRunbookNamesFiguresThatExist() {
    var runbook = DocPage.of("docs/operating.md").markdown().rows("Runbook");
    var documented =
        DocPage.of("docs/metrics.md").markdown().rows().stream()
            .flatMap(List::stream)
            .filter(Markdown.Cell::isCode)
            .map(Markdown.Cell::text)
            .toList();

    var named =
        runbook.stream()
            .flatMap(List::stream)
            .flatMap(cell -> cell.codes().stream())
            .filter(FIGURE.asMatchPredicate())
            .toList();

    assertThat(named).hasSizeGreaterThan(15);
    assertThat(named).filteredOn(figure -> !OF_KAFKA.contains(figure)).isSubsetOf(documented);
  }

  @Test
  void theRecordOfKiteworksIsWhatTheAnswerBecomes() throws IOException {
    try (var kiteworks = FakeKiteworks.start()) {
      var config = Configs.kiteworks(kiteworks, "readme-kiteworks");
      config.put("window.max.ms", "0");
      var page = DocPage.of("connector-kiteworks/README.md");

      assertBecomes(page, kiteworks, FakeKiteworks.ACTIVITIES, config);
    }
  }

  @Test
  void theRecordOfCloudSekIsWhatTheAnswerBecomes() throws IOException {
    try (var cloudSek = FakeCloudSek.start()) {
      var config = Configs.cloudSek(cloudSek, "readme-cloudsek");
      var page = DocPage.of("connector-cloudsek/README.md");

      assertBecomes(page, cloudSek, FakeCloudSek.ALERTS, config);
    }
  }

  @Test
  void theRecordOfThreatQIsWhatTheAnswerBecomes() throws IOException {
    try (var threatQ = FakeThreatQ.start()) {
      var config = Configs.threatQ(threatQ, "readme-threatq");
      var page = DocPage.of("connector-threatq/README.md");

      assertBecomes(page, threatQ, FakeThreatQ.QUERY, config);
    }
  }

  private static void assertBecomes(
      DocPage page, FakeVendor vendor, String path, Map<String, String> config) throws IOException {
    var shown = page.blocks("json");
    vendor.faults().on(path).next(Fault.status(200, shown.get(0)));
    config.put("initial.start.time.in.utc", "2026-03-01T00:00:00Z");
    config.put("initial.start.time.max.age.days", "0");
    var topic = config.get("topic");
    Stack.rest().create(topic, config);

    var record = Stack.reader().untilCount(topic, 1, SOON).get(0);

    var request =
        vendor.requests().stream().filter(r -> r.path().equals(path)).findFirst().orElseThrow();
    var told = page.block("", path + "?").lines().takeWhile(line -> !line.startsWith("{"));
    var asked = told.collect(joining());
    assertThat(asked).startsWith(request.method() + " " + path + "?");
    assertThat(PARAMETER.matcher(asked.replaceAll("\\s", "")).results().map(r -> r.group(1)))
        .containsExactlyInAnyOrderElementsOf(request.query().keySet());
    var pull = header(record, "devo.pulling.id");
    var value = record.value().replace("\n", "").replace(pull, "…");
    assertThat(value).startsWith(event(shown.get(0))).containsSubsequence(parts(shown.get(1)));
    assertThat(page.text()).contains("key `" + record.key() + "`");
    var headers = HEADER.matcher(page.text()).results().toList();
    assertThat(headers).hasSize(3);
    for (var header : headers) {
      if (!header.group(1).equals("devo.pulling.id")) {
        assertThat(header(record, header.group(1))).isEqualTo(header.group(2));
      }
    }
    Stack.rest().delete(topic);
  }

  /** The only event of an answer, without its last brace. */
  private static String event(String answer) throws IOException {
    var members = JSON.readTree(answer).valueStream();
    return members
        .filter(JsonNode::isArray)
        .findFirst()
        .orElseThrow()
        .get(0)
        .toString()
        .replaceAll("}$", "");
  }

  /** What is between the gaps of a value that is shown with gaps. */
  private static List<String> parts(String shown) {
    var value = shown.strip().replaceAll("(pulling_id\":\")\\d+", "$1…");
    return Pattern.compile("…").splitAsStream(value).toList();
  }

  @Test
  void theWorkerTakesEachConfiguration() throws IOException {
    var files = Stack.directory("examples");
    var certificates = TestCertificates.create(files.resolve("ca"));
    Files.writeString(files.resolve("chain.crt"), certificates.authorityPem());
    Files.writeString(
        files.resolve("client.pem"),
        certificates.client().keyPem() + certificates.client().chainPem());
    Files.writeString(files.resolve("kiteworks.properties"), "client.secret=s");
    Files.createDirectories(files.resolve("kiteworks"));
    try (var kiteworks = FakeKiteworks.start()) {
      Files.writeString(files.resolve("kiteworks/jwt-key.pem"), kiteworks.app().privateKeyPem());
    }
    var checked = 0;
    for (var page : DocPage.all()) {
      for (var block : page.blocks("json")) {
        if (block.contains("\"connector.class\"")) {
          var here = block.replaceAll("/etc/(devo|kafka-connect/secrets)", files.toString());
          assertThat(faults(settings(JSON.readTree(here).path("config")))).as("%s", page).isEmpty();
          checked++;
        }
      }
    }
    assertThat(checked).isGreaterThan(1);
  }

  @Test
  void theWorkerTakesWhatIsToBeAddedToAConfiguration() throws IOException {
    try (var kiteworks = FakeKiteworks.start()) {
      var config = Configs.kiteworks(kiteworks, "added");
      var heartbeat = new Properties();
      var operating = DocPage.of("docs/operating.md");
      heartbeat.load(new StringReader(operating.block("properties", "heartbeat.topic")));
      heartbeat.forEach((name, value) -> config.put(name.toString(), value.toString()));
      var transform = DocPage.of("docs/obfuscation.md").block("json", "transforms.mask");
      config.putAll(settings(JSON.readTree("{" + transform + "}")));
      config.put("transforms.mask.hash.key", "k");

      assertThat(faults(config)).isEmpty();
      config.put("transforms.mask.rules", "[");
      assertThat(faults(config)).isNotEmpty();
    }
  }

  private static Map<String, List<String>> faults(Map<String, String> config) {
    config.put("name", "example");
    config.put("connection.check.enabled", "false");
    return Stack.rest().validate(config.get("connector.class"), config);
  }

  private static Map<String, String> settings(JsonNode json) {
    var settings = new HashMap<String, String>();
    json.properties().forEach(each -> settings.put(each.getKey(), each.getValue().asText()));
    return settings;
  }

  private static String header(ConsumerRecord<String, String> record, String name) {
    return new String(record.headers().lastHeader(name).value(), UTF_8);
  }
}
