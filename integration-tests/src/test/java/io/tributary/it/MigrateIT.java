package io.tributary.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.testkit.devo.FakeDevo;
import io.tributary.kiteworks.fixture.ActivityRows;
import io.tributary.cloudsek.fixture.AlertRows;
import io.tributary.testkit.vendor.EventRow;
import io.tributary.cloudsek.fixture.FakeCloudSek;
import io.tributary.kiteworks.fixture.FakeKiteworks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The command line tool, as its jar, against a real worker: moving over. */
class MigrateIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration SOON = Duration.ofSeconds(60);

  /** What the collector has read last, by its state. */
  private static final Instant LAST = Instant.parse("2026-10-02T12:00:00Z");

  private final Path directory = Stack.directory("migrate");

  @Test
  void aCloudSekFeedGoesOnExactlyWhereTheCollectorStopped() throws Exception {
    try (var cloudSek = FakeCloudSek.start();
        var devo = FakeDevo.tcp()) {
      cloudSek.add(AlertRows.nested(1, 100, LAST.minusSeconds(90_000), LAST));
      var same = AlertRows.inOneSecond(2, 5, LAST);
      var later = AlertRows.nested(3, 150, LAST.plusSeconds(1), LAST.plusSeconds(90_000));
      cloudSek.add(same);
      cloudSek.add(later);
      var config =
          """
          globals:
            debug: false
          outputs:
            migrated_relay:
              type: in_house_relay
              config: {address: 127.0.0.1, port: %d}
          inputs:
            cloudsek:
              id: cloudsek_1
              enabled: true
              base_url: %s
              credentials:
                token: %s
              services:
                alerts:
                  request_period_in_seconds: 1
                  initial_start_time_in_utc: '2026-10-01T00:00:00Z'
                  requests_limits: [{period: 1s, number_of_requests: 50}]
          """
              .formatted(devo.endpoint().getPort(), cloudSek.url(), cloudSek.token());

      var moved = migrate(config, state(same.subList(0, 3)), "cloudsek-alerts");
      create(moved, "migrated_relay");

      var unread = new ArrayList<>(same.subList(3, 5));
      unread.addAll(later);
      new Arrivals("drp.cloudsek.xvigil.alerts").are(unread);
      assertThat(devo.awaitMessages(unread.size(), SOON)).isNotEmpty();
      Stack.rest().delete("cloudsek-alerts");
      Stack.rest().delete("migrated_relay");
    }
  }

  @Test
  void aKiteworksFeedWithSignatureLoginGoesOnExactlyWhereTheCollectorStopped() throws Exception {
    try (var kiteworks = FakeKiteworks.start()) {
      kiteworks.add(ActivityRows.realistic(1, 50, LAST.minusSeconds(300), LAST));
      var same = ActivityRows.inOneSecond(2, 5, LAST);
      var later = ActivityRows.realistic(3, 1500, LAST.plusSeconds(1), LAST.plusSeconds(90_000));
      kiteworks.add(same);
      kiteworks.add(later);
      var app = kiteworks.app();
      var config =
          JSON.writeValueAsString(
              JSON.readTree(
                  """
                  {"global_overrides": {"debug": false}, "inputs": {"kiteworks": {"id": "1", "enabled": true,
                    "base_url": "%s", "credentials": {"client_id": "%s", "client_secret": "%s",
                    "signature_secret": "%s", "user_email": "%s", "redirect_uri": "%s"},
                    "services": {"admin": {"request_period_in_seconds": 1, "event_fetch_limit_in_items": 500,
                      "start_time_in_utc": "2026-10-01T00:00:00Z"}}}}}
                  """
                      .formatted(
                          kiteworks.url(),
                          app.clientId(),
                          app.clientSecret(),
                          app.signatureSecret(),
                          app.userEmail(),
                          app.redirectUri())));

      migrate(config, state(same.subList(0, 3)), "kiteworks-admin");

      var unread = new ArrayList<>(same.subList(3, 5));
      unread.addAll(later);
      new Arrivals("dmp.kiteworks.admin.event").are(unread);
      Stack.rest().delete("kiteworks-admin");
    }
  }

  /** Follows the commands that the tool prints for the feed, and returns where its files are. */
  private Path migrate(String config, String state, String feed) throws Exception {
    var file = Files.writeString(directory.resolve("config"), config);
    var stateFile = Files.writeString(directory.resolve("state"), state);
    var moved = directory.resolve(feed);
    var answer =
        ToolRun.of(
            "migrate",
            file.toString(),
            "--state",
            stateFile.toString(),
            "--out",
            moved.toString(),
            "--secrets-dir",
            moved.resolve("secrets").toString());
    assertThat(answer.status()).as(answer.out()).isZero();
    var name = feed + ".json";
    var checked = ToolRun.of("check", moved.resolve(name).toString());
    assertThat(checked.status()).as(checked.out()).isZero();

    create(moved, feed);
    Stack.rest().awaitState(feed, "STOPPED", SOON);
    Stack.rest()
        .call(
            "PATCH",
            "/connectors/" + feed + "/offsets",
            JSON.readTree(moved.resolve(feed + ".offsets.json").toFile()));
    Stack.rest().resume(feed);
    return moved;
  }

  private static void create(Path moved, String connector) throws IOException {
    Stack.rest()
        .call("POST", "/connectors", JSON.readTree(moved.resolve(connector + ".json").toFile()));
  }

  /** The state of a collector that has sent the given events of its last instant. */
  private static String state(List<EventRow> sent) {
    var ids = sent.stream().map(row -> "'" + row.id() + "'").toList();
    return "{'initial_start_time_in_utc': '2026-10-01T00:00:00Z', 'last_event_time_in_utc': '%s', 'last_ids': %s, '@persistence_version': 1}"
        .formatted(LAST, ids);
  }
}
