// SPDX-License-Identifier: Apache-2.0
package io.tributary.tool;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.testkit.devo.FakeDevo;
import io.tributary.testkit.vendor.EventRow;
import io.tributary.testkit.vendor.FakeVendor;
import io.tributary.testkit.vendor.VendorFixture;
import io.tributary.testkit.vendor.Vendors;
import io.tributary.tool.io.JsonIo;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ProbeCommandTest {
  private static final int ROWS = 250;

  @TempDir private Path directory;

  static Stream<VendorFixture> vendors() {
    return Vendors.all().stream();
  }

  @ParameterizedTest
  @MethodSource("vendors")
  void aServerThatKeepsTheContractIsReadWithFewRequestsAndNothingOfItIsTold(VendorFixture fixture)
      throws IOException {
    try (var vendor = fixture.start()) {
      var start = Instant.now().truncatedTo(ChronoUnit.HOURS).minus(Duration.ofDays(20));
      var rows = fixture.rows(1, ROWS, start, start.plus(Duration.ofDays(19)));
      vendor.add(rows);
      var shared = directory.resolve("report.json");
      var file = file(fixture, vendor, start);

      var output = directory.resolve("fitted.json");
      var run = CommandRun.of("probe", file, "--report", shared, "--output", output, "--json");

      assertThat(run.status()).as(run.out() + run.err()).isZero();
      var json = run.json();
      assertThat(vendor.requestCount()).isLessThanOrEqualTo(40);
      assertThat(json.path("requests").asInt()).isEqualTo(vendor.requestCount());
      var given = JsonIo.read(file).path("config");
      given
          .properties()
          .forEach(
              setting ->
                  assertThat(JsonIo.read(output).path("config").path(setting.getKey()))
                      .as("placeholders are kept, and what fits is not changed")
                      .isEqualTo(setting.getValue()));
      assertThat(json.path("findings"))
          .filteredOn(finding -> finding.path("question").asText().startsWith("every row has"))
          .extracting(finding -> finding.path("verdict").asText())
          .containsExactly("confirmed", "confirmed");
      assertThat(Files.readString(shared))
          .contains("findings")
          .doesNotContain(secrets(vendor))
          .doesNotContain(vendor.url().getAuthority())
          .doesNotContain(rows.stream().map(EventRow::key).toList());
    }
  }

  @Test
  void aServerThatRefusesTheEventsIsReportedWithTheNumberOfTheError() throws IOException {
    var fixture = Vendors.all().get(0);
    try (var vendor = fixture.start()) {
      vendor.revokeAccess();

      var run = CommandRun.of("probe", file(fixture, vendor, Instant.now().minusSeconds(9_000)));

      assertThat(run.status()).isEqualTo(1);
      assertThat(run.err()).contains("feed: ApiError 4").doesNotContain(secrets(vendor));
    }
  }

  @Test
  void aReceiverThatEndsItsSideIsAskedForTheLongestEventOnlyWithATag() throws IOException {
    try (var devo = FakeDevo.tcp()) {
      var file = sink(devo);

      assertThat(verdicts(CommandRun.of("probe", file, "--json")))
          .containsEntry("delivery.confirm=half-close is answered", "confirmed")
          .containsEntry("how long an event may be", "not decidable");
      assertThat(devo.messages()).isEmpty();

      assertThat(verdicts(CommandRun.of("probe", file, "--tag", "test.keep.free", "--json")))
          .containsEntry("events of up to 1,000,000 bytes are taken", "confirmed");
      assertThat(devo.messages()).hasSize(5).allMatch(sent -> sent.tag().equals("test.keep.free"));
    }
  }

  @Test
  void aReceiverThatDoesNotEndItsSideIsTold() throws IOException {
    try (var devo = FakeDevo.tcp()) {
      devo.faults().answersClose(false);

      assertThat(verdicts(CommandRun.of("probe", sink(devo), "--json")))
          .containsEntry("delivery.confirm=half-close is answered", "refuted");
    }
  }

  @Test
  void aRelpReceiverIsProbedToo() throws IOException {
    try (var devo = FakeDevo.relp()) {
      assertThat(verdicts(CommandRun.of("probe", sink(devo), "--tag", "a.b", "--json")))
          .containsEntry("the endpoint answers RELP's open and close", "confirmed");
      assertThat(devo.messages()).hasSize(5);
    }
  }

  private static Map<String, String> verdicts(CommandRun run) {
    assertThat(run.status()).as(run.out() + run.err()).isZero();
    var verdicts = new HashMap<String, String>();
    run.json()
        .path("findings")
        .forEach(
            finding ->
                verdicts.put(finding.path("question").asText(), finding.path("verdict").asText()));
    return verdicts;
  }

  private Path sink(FakeDevo devo) throws IOException {
    var config =
        Map.of(
            "connector.class",
            "io.tributary.devo.DevoSinkConnector",
            "topics",
            "t",
            "endpoint",
            devo.endpoint().toString());
    return Files.writeString(directory.resolve("sink.json"), JsonIo.text(config));
  }

  /** The secrets are in a file of their own, to which the configuration refers. */
  private Path file(VendorFixture fixture, FakeVendor vendor, Instant start) throws IOException {
    var login = vendor.logins().get(0);
    var config = new HashMap<>(login.settings());
    var secrets = new Properties();
    for (var secret : login.secrets()) {
      secrets.setProperty(secret, config.get(secret));
      config.put(secret, "${file:" + directory.resolve("secrets.properties") + ":" + secret + "}");
    }
    var text = new StringWriter();
    secrets.store(text, null);
    Files.writeString(directory.resolve("secrets.properties"), text.toString());
    config.put("connector.class", fixture.connectorClass());
    config.put("base.url", vendor.url().toString());
    config.put("initial.start.time.in.utc", start.toString());
    config.put("page.size", "100");
    config.put("requests.limits", "");
    return Files.writeString(
        directory.resolve("feed.json"), JsonIo.text(Map.of("name", "feed", "config", config)));
  }

  private static List<String> secrets(FakeVendor vendor) {
    var login = vendor.logins().get(0);
    return login.secrets().stream().map(login.settings()::get).toList();
  }
}
