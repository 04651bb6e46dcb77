// SPDX-License-Identifier: Apache-2.0
package io.tributary.tool;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.tool.io.JsonIo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MigrateCommandTest {
  private static final String STATE =
      "{'initial_start_time_in_utc': '2022-01-01T00:00:00Z', 'last_event_time_in_utc':"
          + " '2026-03-04T09:15:27Z', 'last_ids': ['1a2b3c', '4d5e6f'], '@persistence_version': 1}";

  @TempDir private Path directory;
  private MigrateFixture moved;
  private Path config;
  private Path out;

  @BeforeEach
  void copySamples() {
    moved = new MigrateFixture(directory);
    config = moved.sample("config.yaml");
    out = moved.out();
  }

  @Test
  void carriesOverWhatHasACounterpart() {
    var run = CommandRun.of("migrate", config, "--out", out);

    assertThat(run.status()).as(run.out() + run.err()).isZero();
    assertThat(moved.settings("cloudsek-alerts"))
        .containsEntry("connector.class", "io.tributary.cloudsek.CloudSekSourceConnector")
        .containsEntry("base.url", "https://api.cloudsek.example")
        .containsEntry(
            "token", "${file:/etc/kafka-connect/secrets/cloudsek-alerts.properties:token}")
        .containsEntry("poll.interval.ms", "300000")
        .containsEntry("initial.start.time.in.utc", "2022-01-01T00:00:00Z")
        .containsEntry("initial.start.time.max.age.days", "0")
        .containsEntry("reset.persistence.auth", "second")
        .containsEntry("devo.tag", "drp.cloudsek.xvigil.test")
        .containsEntry("environment", "production")
        .containsEntry("requests.limits", "5000/1d,2/1s,10/1m")
        .containsEntry("obfuscation.rules", "[{\"name\":[\"event_details\",\"description\"]}]");
    assertThat(moved.settings("kiteworks-admin"))
        .containsEntry("auth.method", "signature")
        .containsEntry("client.id", "11111111-2222-3333-4444-555555555555")
        .containsEntry("user.email", "audit@acme.example")
        .containsEntry("token.url", "https://acme.kiteworks.example/oauth/token")
        .containsEntry("redirect.uri", "https://acme.kiteworks.example/oauth_callback.php")
        .containsEntry("initial.start.time.in.utc", "2025-05-01T00:00:00Z")
        .containsEntry("page.size", "500")
        .containsEntry("requests.limits", "5000/1d,2/1s");
    assertThat(moved.settings("devo_1"))
        .containsEntry("endpoint", "tls://collector-eu.devo.io:443")
        .containsEntry("topics", "drp.cloudsek.xvigil.alerts,dmp.kiteworks.admin.event")
        .containsEntry(
            "ssl.keystore.key",
            "${directory:/etc/kafka-connect/secrets/devo_1:ssl.keystore.key.pem}");
  }

  @Test
  void hasAnAnswerForCertificatesThatWereNotVerified() {
    var run = CommandRun.of("migrate", config, "--out", out);

    assertThat(run.out())
        .contains("tributary-tool trust https://acme.kiteworks.example --out vendor.pem")
        .doesNotContain("ssl.endpoint.identification.algorithm");
  }

  @Test
  void namesEverySettingItCannotCarryOver() {
    var left = CommandRun.of("migrate", config, "--json").json().path("not_carried_over");

    assertThat(left.properties())
        .extracting(Map.Entry::getKey)
        .containsExactlyInAnyOrder(
            "globals.debug",
            "globals.id",
            "globals.name",
            "globals.persistence.type",
            "globals.persistence.config.directory_name",
            "globals.multiprocessing",
            "globals.queue_max_size_in_messages",
            "outputs.local.type",
            "inputs.cloudsek.id",
            "inputs.cloudsek.services.alerts.retries",
            "inputs.cloudsek.services.alerts.colour",
            "inputs.cloudsek.services.alerts.environment.name",
            "inputs.kiteworks.id",
            "inputs.kiteworks.services.mail",
            "inputs.other_vendor",
            "inputs.kiteworks_old");
    assertThat(left.path("inputs.cloudsek.services.alerts.colour").asText()).contains("not known");
  }

  @Test
  void beginsWithTheOffsetOfTheState() {
    var state = moved.write("state", STATE);

    var run = CommandRun.of("migrate", config, "--out", out, "--state", "cloudsek-alerts=" + state);

    assertThat(run.status()).as(run.err()).isZero();
    var offsets = JsonIo.read(out.resolve("cloudsek-alerts.offsets.json")).path("offsets");
    assertThat(offsets).hasSize(1);
    assertThat(offsets.at("/0/partition/base_url").asText())
        .isEqualTo("https://api.cloudsek.example");
    assertThat(offsets.at("/0/partition/reset").asText()).isEqualTo("second");
    assertThat(offsets.at("/0/offset/last_event_time_in_utc").asText())
        .isEqualTo("2026-03-04T09:15:27Z");
    assertThat(offsets.at("/0/offset/last_ids").asText()).hasSize("tb7nk0.".length() + 2 * 13);
    assertThat(JsonIo.read(out.resolve("cloudsek-alerts.json")).path("initial_state").asText())
        .isEqualTo("STOPPED");
    assertThat(JsonIo.read(out.resolve("kiteworks-admin.json")).has("initial_state")).isFalse();
    assertThat(run.out())
        .contains("POST")
        .contains("/connectors/cloudsek-alerts/offsets")
        .contains("/connectors/cloudsek-alerts/resume");
  }

  @Test
  void asksWhoseStateItIsWhenThereAreSeveralFeeds() {
    var run =
        CommandRun.of("migrate", config, "--out", out, "--state", moved.write("state", STATE));

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).contains("--state NAME=FILE").contains("kiteworks-admin");
  }

  @Test
  void notesUnusualStates() {
    var old = STATE.replace("{'initial", "{'reset_persistence_auth': 'first', 'initial");
    var nothing = "{'last_event_time_in_utc': null, 'last_ids': []}";
    var name = "cloudsek-alerts=";

    assertThat(
            CommandRun.of("migrate", config, "--json", "--state", name + moved.write("old", old))
                .out())
        .contains("saved under another reset_persistence_auth");
    assertThat(
            CommandRun.of("migrate", config, "--json", "--state", name + moved.write("no", nothing))
                .out())
        .contains("nothing was read yet");
    assertThat(CommandRun.of("migrate", config, "--json").out())
        .contains("Without --state it begins at");
    assertThat(
            CommandRun.of(
                    "migrate",
                    config,
                    "--json",
                    "--state",
                    name + moved.write("ahead", STATE.replace("2026-03", "2126-03")))
                .err())
        .contains("cloudsek-alerts: SetupError 710")
        .contains("must not be in the future");
  }

  @Test
  void takesTheJsonOfACloudCollector() {
    var json = CommandRun.of("migrate", moved.sample("cloud.json"), "--json").json();

    assertThat(json.path("connectors")).hasSize(1);
    assertThat(json.at("/connectors/0/connector/config/base.url").asText())
        .isEqualTo("https://api.cloudsek.example");
    assertThat(json.path("not_carried_over").has("global_overrides.debug")).isTrue();
  }

  @Test
  void reportsSettingsThatAWorkerWouldRefuse() throws IOException {
    Files.writeString(
        config, Files.readString(config).replace("https://api.cloudsek.example/", "<base_url>"));

    var run = CommandRun.of("migrate", config, "--out", out);

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out()).contains("base.url: SetupError 3");
    assertThat(JsonIo.read(out.resolve("cloudsek-alerts.json")).path("initial_state").asText())
        .as("it must not run before it has its offset")
        .isEqualTo("STOPPED");
  }

  @Test
  void saysWhatIsWrongWithTheFile() {
    assertThat(CommandRun.of("migrate", directory.resolve("none.yaml"), "--json").err())
        .contains("There is no file");
    assertThat(CommandRun.of("migrate", moved.write("list", "[1, 2]"), "--json").err())
        .contains("not a collector configuration");
    assertThat(
            CommandRun.of("migrate", moved.write("broken", "inputs: {token: s3cret"), "--json")
                .err())
        .contains("neither YAML nor JSON: line")
        .doesNotContain("s3cret");
    assertThat(CommandRun.of("migrate", config).status()).isEqualTo(2);
  }
}
