// SPDX-License-Identifier: Apache-2.0
package io.tributary.it;

import static io.tributary.testkit.vendor.VendorBehavior.SORTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tributary.testkit.devo.FakeDevo;
import io.tributary.testkit.vendor.EventRow;
import io.tributary.testkit.vendor.Vendors;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The command line tool, as its jar, against a real worker: offsets. */
class ToolOffsetsIT {
  private static final Instant DAY = Instant.parse("2026-10-02T00:00:00Z");
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String STRINGS = "org.apache.kafka.connect.storage.StringConverter";

  @Test
  void offsetsOfASourceAreShownRewoundAndPutBack() throws Exception {
    try (var vendor = RunningVendor.start(Vendors.without(SORTS))) {
      var events = vendor.rows(1, 150, DAY, DAY.plusSeconds(90_000));
      vendor.add(events);
      Stack.rest().create("shown", vendor.config("tool-shown"));
      var arrivals = new Arrivals("tool-shown");
      arrivals.are(events);
      var newest = events.get(events.size() - 1).time().toString();
      await()
          .atMost(SOON)
          .until(
              () ->
                  ToolRun.onWorker("offsets", "show", "shown", "--json")
                      .json()
                      .at("/0/offsets/0/read_up_to")
                      .asText()
                      .equals(newest));

      var shown = ToolRun.onWorker("offsets", "show", "shown");
      var told = ToolRun.onWorker("offsets", "show", "shown", "--json").json();
      assertThat(shown.out())
          .contains("shown (source, RUNNING)")
          .contains("read up to " + newest)
          .contains("ids remembered " + told.at("/0/offsets/0/ids_remembered"));
      var since = Instant.parse(told.at("/0/offsets/0/nothing_before").asText());
      assertThat(told.at("/0/offsets/0/ids_remembered").asInt())
          .isEqualTo(from(since, events).size());
      var exported = Stack.directory("tool-offsets").resolve("exported.json").toString();
      assertThat(ToolRun.onWorker("offsets", "export", "shown", "--out", exported).status())
          .isZero();

      assertThat(ToolRun.onWorker("offsets", "rewind", "shown", "--to", newest).status())
          .as("without a terminal it cannot ask")
          .isEqualTo(2);
      var time = events.get(70).time();
      var rewound = ToolRun.onWorker("offsets", "rewind", "shown", "--to", time + "", "--yes");
      assertThat(rewound.status()).as(rewound.out()).isZero();
      arrivals.are(from(time, events));

      var back = ToolRun.onWorker("offsets", "rewind", "shown", "--file", exported, "--yes");
      assertThat(back.status()).as(back.out()).isZero();
      assertThat(back.out()).contains("is at " + newest);
      arrivals.are(List.of());

      var future = ToolRun.onWorker("offsets", "rewind", "shown", "--to", "2126-01-01", "-y");
      assertThat(future.status()).isEqualTo(2);
      assertThat(future.out()).contains("must not be in the future");
      Stack.rest().awaitRunning("shown", SOON);
      Stack.rest().delete("shown");
    }
  }

  /** The offset of the old reset value still exists and is exported, and the worker refuses it. */
  @Test
  void aSourceBegunAnewIsRewoundWhereItIsNow() throws Exception {
    try (var vendor = RunningVendor.start()) {
      var events = vendor.rows(3, 1500, DAY, DAY.plusSeconds(90_000));
      vendor.add(events);
      var config = vendor.config("tool-anew");
      Stack.rest().create("anew", config);
      var arrivals = new Arrivals("tool-anew");
      arrivals.are(events);
      config.put("reset.persistence.auth", "again");
      Stack.rest().putConfig("anew", config);
      arrivals.are(events);
      var exported = Stack.directory("tool-anew").resolve("exported.json").toString();
      assertThat(ToolRun.onWorker("offsets", "export", "anew", "--out", exported).status())
          .isZero();

      var time = events.get(1000).time();
      var rewound = ToolRun.onWorker("offsets", "rewind", "anew", "--to", time + "", "-y");

      assertThat(rewound.status()).as(rewound.out()).isZero();
      arrivals.are(from(time, events));

      var back = ToolRun.onWorker("offsets", "rewind", "anew", "--file", exported, "--yes");
      assertThat(back.status()).as(back.out()).isZero();
      arrivals.are(List.of());
      Stack.rest().delete("anew");
    }
  }

  @Test
  void offsetsOfASinkAreShown() {
    try (var vendor = RunningVendor.start(Vendors.without(SORTS));
        var devo = FakeDevo.tcp()) {
      vendor.add(vendor.rows(1, 20, DAY, DAY.plusSeconds(60)));
      Stack.rest().create("fed", vendor.config("tool-sunk"));
      Stack.rest()
          .create(
              "sunk",
              Map.of(
                  "connector.class", "io.tributary.devo.DevoSinkConnector",
                  "topics", "tool-sunk",
                  "endpoint", devo.endpoint().toString(),
                  "key.converter", STRINGS,
                  "value.converter", STRINGS,
                  "confirm.interval.ms", "1000",
                  "consumer.override.isolation.level", "read_committed"));

      await()
          .atMost(SOON)
          .untilAsserted(
              () ->
                  assertThat(ToolRun.onWorker("offsets", "show", "sunk").out())
                      .contains("sunk (sink, RUNNING)")
                      .contains("topic tool-sunk, partition 0, next offset "));
      Stack.rest().delete("sunk");
      Stack.rest().delete("fed");
    }
  }

  @Test
  void reportsTheMessageOfTheWorker() throws Exception {
    var none = ToolRun.onWorker("offsets", "show", "nobody");

    assertThat(none.status()).isEqualTo(1);
    assertThat(none.out()).contains("The worker answers 404").contains("nobody");
  }

  private static List<EventRow> from(Instant time, List<EventRow> events) {
    return events.stream().filter(event -> !event.time().isBefore(time)).toList();
  }
}
