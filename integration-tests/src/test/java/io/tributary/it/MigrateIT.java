package io.tributary.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.testkit.ActivityRows;
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
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** The command line tool, as its jar, against a real worker: moving over, and offsets. */
class MigrateIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path JAR = Path.of("..", "connect-tool", "target", "tributary-tool.jar");
  private static final Duration SOON = Duration.ofSeconds(60);

  /** What the collector has read last, by its state. */
  private static final Instant LAST = Instant.parse("2026-10-02T12:00:00Z");

  private final Path directory = Stack.directory("migrate");
  private int known;

  /** What the tool has answered. */
  private record Answer(int status, String out) {
    JsonNode json() throws IOException {
      return JSON.readTree(out);
    }
  }

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
      assertComes("drp.cloudsek.xvigil.alerts", unread);

      offsetsAreShownRewoundAndPutBack(same, later);
      theSinkIsShown();
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
      assertComes("dmp.kiteworks.admin.event", unread);

      begunAnewItIsRewoundWhereItIsNow(kiteworks, later);
      Stack.rest().delete("kiteworks-admin");
    }
  }

  @Test
  void tellsWhatTheWorkerSays() throws Exception {
    var none = tool("offsets", "show", "nobody", "--url", Stack.worker().rest().toString());

    assertThat(none.status()).isEqualTo(1);
    assertThat(none.out()).contains("The worker answers 404").contains("nobody");
  }

  private void offsetsAreShownRewoundAndPutBack(List<EventRow> same, List<EventRow> later)
      throws Exception {
    var all = new ArrayList<>(same);
    all.addAll(later);
    var newest = later.get(later.size() - 1).time().toString();
    var url = Stack.worker().rest().toString();
    await()
        .atMost(SOON)
        .until(
            () ->
                tool("offsets", "show", "cloudsek-alerts", "--url", url, "--json")
                    .json()
                    .at("/0/offsets/0/read_up_to")
                    .asText()
                    .equals(newest));
    var shown = tool("offsets", "show", "cloudsek-alerts", "--url", url);
    var told = tool("offsets", "show", "cloudsek-alerts", "--url", url, "--json").json();
    assertThat(shown.out())
        .contains("cloudsek-alerts (source, RUNNING)")
        .contains("read up to " + newest)
        .contains("ids remembered " + told.at("/0/offsets/0/ids_remembered"));
    assertThat(told.at("/0/offsets/0/ids_remembered").asInt())
        .isEqualTo(sentSince(Instant.parse(told.at("/0/offsets/0/nothing_before").asText()), all));
    var exported = directory.resolve("exported.json").toString();
    assertThat(
            tool("offsets", "export", "cloudsek-alerts", "--url", url, "--out", exported).status())
        .isZero();

    assertThat(tool("offsets", "rewind", "cloudsek-alerts", "--to", newest, "--url", url).status())
        .as("without a terminal it cannot ask")
        .isEqualTo(2);
    var rewound =
        tool("offsets", "rewind", "cloudsek-alerts", "--to", LAST + "", "--yes", "--url", url);
    assertThat(rewound.status()).as(rewound.out()).isZero();
    assertComes("drp.cloudsek.xvigil.alerts", all);

    var back =
        tool("offsets", "rewind", "cloudsek-alerts", "--file", exported, "--yes", "--url", url);
    assertThat(back.status()).as(back.out()).isZero();
    assertThat(back.out()).contains("is at " + newest);
    assertComes("drp.cloudsek.xvigil.alerts", List.of());

    var future =
        tool("offsets", "rewind", "cloudsek-alerts", "--to", "2126-01-01", "-y", "--url", url);
    assertThat(future.status()).isEqualTo(1);
    assertThat(future.out()).contains("must not be in the future");
    Stack.rest().awaitRunning("cloudsek-alerts", SOON);
  }

  /** The offset of the old reset value is still there, and refused by the worker. */
  private void begunAnewItIsRewoundWhereItIsNow(FakeKiteworks kiteworks, List<EventRow> later)
      throws Exception {
    var config = new HashMap<String, String>();
    Stack.rest()
        .get("/connectors/kiteworks-admin/config")
        .properties()
        .forEach(setting -> config.put(setting.getKey(), setting.getValue().asText()));
    config.put("reset.persistence.auth", "again");
    Stack.rest().putConfig("kiteworks-admin", config);
    assertComes("dmp.kiteworks.admin.event", kiteworks.truth().values());

    var url = Stack.worker().rest().toString();
    var time = later.get(1000).time();
    var rewound =
        tool("offsets", "rewind", "kiteworks-admin", "--to", time + "", "-y", "--url", url);

    assertThat(rewound.status()).as(rewound.out()).isZero();
    assertComes(
        "dmp.kiteworks.admin.event",
        later.stream().filter(row -> !row.time().isBefore(time)).toList());
  }

  private static int sentSince(Instant since, List<EventRow> all) {
    return (int) all.stream().filter(row -> !row.time().isBefore(since)).count();
  }

  private static void theSinkIsShown() {
    var url = Stack.worker().rest().toString();
    var records = Stack.reader().untilQuiet("drp.cloudsek.xvigil.alerts", Duration.ofSeconds(1));
    assertThat(records).isNotEmpty();
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(tool("offsets", "show", "migrated_relay", "--url", url).out())
                    .contains("migrated_relay (sink, RUNNING)")
                    .contains("topic drp.cloudsek.xvigil.alerts, partition 0, next offset "));
  }

  /** Follows the commands that the tool prints for the feed, and returns where its files are. */
  private Path migrate(String config, String state, String feed) throws Exception {
    var file = Files.writeString(directory.resolve("config"), config);
    var stateFile = Files.writeString(directory.resolve("state"), state);
    var moved = directory.resolve(feed);
    var answer =
        tool(
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
    var checked = tool("check", moved.resolve(name).toString());
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

  /** After what was there before these events come, each once, and no other. */
  private void assertComes(String topic, Collection<EventRow> events) {
    Stack.reader().untilCount(topic, known + events.size(), SOON);
    var records = Stack.reader().untilQuiet(topic, Duration.ofSeconds(3));
    assertThat(records.subList(known, records.size()).stream().map(ConsumerRecord::key))
        .containsExactlyInAnyOrderElementsOf(events.stream().map(EventRow::key).toList());
    known = records.size();
  }

  private static Answer tool(String... arguments) throws IOException, InterruptedException {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var command = new ArrayList<>(List.of(java, "-jar", JAR.toString()));
    command.addAll(List.of(arguments));
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    var out = new String(process.getInputStream().readAllBytes(), UTF_8);
    return new Answer(process.waitFor(), out);
  }
}
