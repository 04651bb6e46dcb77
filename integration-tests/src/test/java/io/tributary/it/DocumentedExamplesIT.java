// SPDX-License-Identifier: Apache-2.0
package io.tributary.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.testkit.http.Fault;
import io.tributary.testkit.http.TestCertificates;
import io.tributary.testkit.vendor.ExampleSecrets;
import io.tributary.testkit.vendor.VendorFixture;
import io.tributary.testkit.vendor.Vendors;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The examples next to the commands are correct: requests, answers, records, configurations. */
class DocumentedExamplesIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final int LONGEST_README = 60;

  /** The name of a query parameter. */
  private static final Pattern PARAMETER = Pattern.compile("[?&](\\w+)=");

  private static final Pattern FIGURE = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)+");
  private static final Set<String> OF_KAFKA =
      Set.of("connector-metrics", "connector-task-metrics", "records-lag");

  private static final Pattern HEADER = Pattern.compile("`([a-z.]+)`\\s+= `([^`]+)`");

  @Test
  void theReadmeOfEachConnectorIsShort() throws IOException {
    for (var page : DocPage.all()) {
      if (page.toString().matches("connector-.*/README.md")) {
        assertThat(page.text().lines().count()).as("%s", page).isLessThanOrEqualTo(LONGEST_README);
      }
    }
  }

  @Test
  void theRunbookNamesFiguresThatExist() {
    var runbook = DocPage.of("docs/runbook.md").markdown().rows("Symptoms");
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

  static List<VendorFixture> vendors() {
    return Vendors.all();
  }

  @ParameterizedTest
  @MethodSource("vendors")
  void theRecordInTheReadmeIsWhatTheAnswerBecomes(VendorFixture fixture) throws IOException {
    try (var vendor = RunningVendor.start(fixture)) {
      var config = vendor.config(vendor.named("readme"));
      config.put("window.max.ms", "0");
      var page = DocPage.of("connector-" + fixture.name() + "/README.md");

      assertBecomes(page, vendor, config);
    }
  }

  private static void assertBecomes(DocPage page, RunningVendor vendor, Map<String, String> config)
      throws IOException {
    var shown = page.blocks("json");
    vendor.eventFaults().next(Fault.status(200, shown.get(0)));
    config.put("initial.start.time.in.utc", "2026-03-01T00:00:00Z");
    config.put("initial.start.time.max.age.days", "0");
    var topic = config.get("topic");
    Stack.rest().create(topic, config);

    var record = Stack.reader().untilCount(topic, 1, SOON).get(0);

    var request = vendor.eventRequests().get(0);
    var path = request.path();
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

  /** The only event of a response, without its last brace. */
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

  /** The parts of a value between its gaps. */
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
    var checked = 0;
    for (var page : DocPage.all()) {
      for (var block : page.blocks("json")) {
        // The connector of the guide to a vendor is made by another test.
        if (block.contains("\"connector.class\"") && !page.toString().endsWith("vendor.md")) {
          writeSecrets(files, settings(JSON.readTree(block).path("config")));
          var here = block.replaceAll("/etc/(devo|kafka-connect/secrets)", files.toString());
          assertThat(faults(settings(JSON.readTree(here).path("config")))).as("%s", page).isEmpty();
          checked++;
        }
      }
    }
    assertThat(checked).isGreaterThan(1);
  }

  /** Writes the files that the configuration of a source refers to. */
  static void writeSecrets(Path files, Map<String, String> config) throws IOException {
    for (var fixture : Vendors.all()) {
      if (fixture.connectorClass().equals(config.get("connector.class"))) {
        try (var vendor = RunningVendor.start(fixture)) {
          new ExampleSecrets(files, vendor.fake()).write(config);
        }
      }
    }
  }

  @Test
  void theWorkerTakesWhatIsToBeAddedToAConfiguration() throws IOException {
    try (var vendor = RunningVendor.start()) {
      var config = vendor.config("added");
      var heartbeat = new Properties();
      var deploy = DocPage.of("docs/deploy.md");
      heartbeat.load(new StringReader(deploy.block("properties", "heartbeat.topic")));
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
