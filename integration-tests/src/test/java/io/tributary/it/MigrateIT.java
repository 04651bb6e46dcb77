// SPDX-License-Identifier: Apache-2.0
package io.tributary.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tributary.testkit.devo.FakeDevo;
import io.tributary.testkit.vendor.CollectorInput;
import io.tributary.testkit.vendor.EventRow;
import io.tributary.testkit.vendor.VendorFixture;
import io.tributary.testkit.vendor.Vendors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The command line tool, as its jar, against a real worker: migration. */
class MigrateIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration SOON = Duration.ofSeconds(60);

  /** The last time that the collector has read, according to its state. */
  private static final Instant LAST = Instant.parse("2026-10-02T12:00:00Z");

  private final Path directory = Stack.directory("migrate");

  static List<VendorFixture> vendorsWithACollector() {
    return Vendors.all().stream().filter(MigrateIT::hasACollector).toList();
  }

  private static boolean hasACollector(VendorFixture fixture) {
    try (var vendor = RunningVendor.start(fixture)) {
      return vendor.fake().collectorInput().isPresent();
    }
  }

  @Test
  void thereAreVendorsWithACollector() {
    assertThat(vendorsWithACollector()).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("vendorsWithACollector")
  void aFeedOfALocalCollectorGoesOnExactlyWhereItStopped(VendorFixture fixture) throws Exception {
    try (var vendor = RunningVendor.start(fixture);
        var devo = FakeDevo.tcp()) {
      var config =
          """
          globals:
            debug: false
          outputs:
            migrated_relay:
              type: in_house_relay
              config: {address: 127.0.0.1, port: %d}
          inputs: %s
          """
              .formatted(
                  devo.endpoint().getPort(), input(vendor).json().replace("\n", " ").strip());

      var unread = goesOn(vendor, config, moved -> create(moved, "migrated_relay"));

      assertThat(devo.awaitMessages(unread, SOON)).isNotEmpty();
      Stack.rest().delete("migrated_relay");
    }
  }

  @ParameterizedTest
  @MethodSource("vendorsWithACollector")
  void aFeedOfACloudCollectorGoesOnExactlyWhereItStopped(VendorFixture fixture) throws Exception {
    try (var vendor = RunningVendor.start(fixture)) {
      var config =
          JSON.writeValueAsString(
              JSON.readTree(
                  "{\"global_overrides\": {\"debug\": false}, \"inputs\": %s}"
                      .formatted(input(vendor).json())));

      goesOn(vendor, config, moved -> {});
    }
  }

  private interface Then {
    void with(Path moved) throws IOException;
  }

  private static CollectorInput input(RunningVendor vendor) {
    return vendor.fake().collectorInput().orElseThrow();
  }

  /** Returns the number of events that the collector has not sent. */
  private int goesOn(RunningVendor vendor, String config, Then then) throws Exception {
    var feed = input(vendor).name();
    vendor.add(vendor.rows(1, 100, LAST.minusSeconds(90_000), LAST));
    var same = vendor.fixture().inOneSecond(2, 5, LAST);
    var later = vendor.rows(3, 1_500, LAST.plusSeconds(1), LAST.plusSeconds(90_000));
    vendor.add(same);
    vendor.add(later);
    var unread = new ArrayList<>(same.subList(3, 5));
    unread.addAll(later);
    var arrivals = Arrivals.fromNow(Stack.reader(), vendor.table());

    then.with(migrate(config, state(same.subList(0, 3)), feed));

    arrivals.are(unread);
    Stack.rest().delete(feed);
    return unread.size();
  }

  /**
   * Runs the commands that the tool prints for the feed, and returns the directory of its files.
   */
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
    var draft = JSON.readTree(moved.resolve(connector + ".json").toFile());
    if (draft.path("config") instanceof ObjectNode config
        && config.has("errors.deadletterqueue.topic.name")) {
      // There is one broker.
      config.put("errors.deadletterqueue.topic.replication.factor", "1");
    }
    Stack.rest().call("POST", "/connectors", draft);
  }

  /** The state of a collector that has sent the given events of its last instant. */
  private static String state(List<EventRow> sent) {
    var ids = sent.stream().map(row -> "'" + row.id() + "'").toList();
    return "{'initial_start_time_in_utc': '2026-10-01T00:00:00Z', 'last_event_time_in_utc': '%s', 'last_ids': %s, '@persistence_version': 1}"
        .formatted(LAST, ids);
  }
}
