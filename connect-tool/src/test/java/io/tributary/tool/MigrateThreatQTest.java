package io.tributary.tool;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.tool.io.JsonIo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The collector whose settings, state and log lines its vendor's document shows. */
class MigrateThreatQTest {
  private static final String NAME = "threatquotient_data_puller-events";

  @TempDir private Path directory;
  private Path config;

  @BeforeEach
  void writeConfig() throws IOException {
    config =
        write(
            "config.yaml",
            """
            inputs:
              threatquotient_data_puller:
                enabled: true
                verify_host_ssl_cert: true
                credentials:
                  username: collector@acme.example
                  password: threatq-secret
                services:
                  events:
                    api_base_url: https://threatq.acme.example/
                    event_fetch_limit_in_items: 200
                    request_period_in_seconds: 600
                    historical_poll_datetime: '2022-06-01T00:00:00Z'
                    reset_persistence_auth: ''
                    devo_tag_map:
                      Spearphish: my.app.phish
                      default: my.app.other
            """);
  }

  @Test
  void carriesOverItsSettingsAndTheTagsOfItsKinds() {
    var run = CommandRun.of("migrate", config, "--json", "--inline-secrets");

    var found = run.json().at("/connectors/0/connector/config");
    assertThat(run.status()).as(run.out() + run.err()).isZero();
    assertThat(found.path("connector.class").asText())
        .isEqualTo("io.tributary.threatq.ThreatQSourceConnector");
    assertThat(found.path("base.url").asText()).isEqualTo("https://threatq.acme.example");
    assertThat(found.path("username").asText()).isEqualTo("collector@acme.example");
    assertThat(found.path("page.size").asText()).isEqualTo("200");
    assertThat(found.path("poll.interval.ms").asText()).isEqualTo("600000");
    assertThat(found.path("initial.start.time.in.utc").asText()).isEqualTo("2022-06-01T00:00:00Z");
    assertThat(found.path("devo.tag.map").asText())
        .isEqualTo("Spearphish:my.app.phish,default:my.app.other");
    assertThat(found.has("devo.tag")).isFalse();
    assertThat(run.json().path("not_carried_over").properties()).isEmpty();
    assertThat(run.out()).contains("Then set client.id.");
  }

  @Test
  void goesOnInTheSecondTheLogOfTheCollectorTells() throws IOException {
    var log =
        write(
            "log.txt",
            """
            WARNING ThreatQuotientDataPuller(threatquotient_collector,threatquotient_data_puller#111,events#predefined) -> Last polled time saved in state: {'last_polled_time': 1656421259.276966, 'reset_persistence_auth': '', 'all_events_ids': [17653]}
            """);

    var run = CommandRun.of("migrate", config, "--out", directory.resolve("out"), "--state", log);

    assertThat(run.status()).as(run.out() + run.err()).isZero();
    var offset =
        JsonIo.read(directory.resolve("out/" + NAME + ".offsets.json")).at("/offsets/0/offset");
    assertThat(offset.path("last_event_time_in_utc").asText()).isEqualTo("2022-06-28T13:00:59Z");
    assertThat(offset.path("last_ids").asText()).isEqualTo("[]");
    assertThat(run.out()).contains("those of the second it ends in come again");
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text);
  }
}
