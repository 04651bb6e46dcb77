// SPDX-License-Identifier: Apache-2.0
package io.tributary.it;

import static io.tributary.testkit.vendor.VendorBehavior.LOGS_IN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.connect.rest.ConnectApiException;
import io.tributary.testkit.vendor.Vendors;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Settings with which a feed would lose or repeat events in silence, on a real worker. */
class DeliverySettingsIT {
  private static final Instant DAY = Instant.parse("2026-10-02T00:00:00Z");
  private static final Duration SOON = Duration.ofSeconds(60);

  @Test
  void settingsThatLetConnectLoseRecordsAreRefused() {
    try (var vendor = RunningVendor.start()) {
      assertRefused(vendor, "errors.tolerance", "all", "SetupError 704: errors.tolerance=all");
      for (var acks : List.of("0", "1")) {
        assertRefused(vendor, "producer.override.acks", acks, "SetupError 705: producer.override");
      }

      var config = vendor.config("tolerant");
      config.putAll(Map.of("errors.tolerance", "all", "exactly.once.support", "required"));
      Stack.rest().create("tolerant", config);

      Stack.rest().awaitRunning("tolerant", SOON);
      Stack.rest().delete("tolerant");
    }
  }

  @Test
  void aStartThatHasGrownOldIsRefusedAtAFirstStartAndNeverLater() {
    try (var vendor = RunningVendor.start()) {
      var events = vendor.rows(1, 50, DAY, DAY.plus(Duration.ofDays(1)));
      vendor.add(events);
      var config = vendor.config("aged");
      config.put("initial.start.time.in.utc", "2001-01-01T00:00:00Z");
      Stack.rest().create("aged", config);
      var failed = Stack.rest().awaitTaskState("aged", 0, "FAILED", SOON);
      assertThat(failed.trace()).contains("SetupError 16: ").contains("max.age.days");

      config.put("initial.start.time.max.age.days", "0");
      Stack.rest().putConfig("aged", config);
      var arrivals = new Arrivals("aged");
      arrivals.are(events);
      config.remove("initial.start.time.max.age.days");
      config.put("page.size", "7");
      Stack.rest().putConfig("aged", config);

      var more = vendor.rows(2, 50, DAY.plus(Duration.ofDays(2)), DAY.plus(Duration.ofDays(3)));
      vendor.add(more);
      arrivals.are(more);
      Stack.rest().delete("aged");
    }
  }

  @Test
  void anAddressThatIsSpelledDifferentlyIsTheSameFeed() {
    try (var vendor = RunningVendor.start(Vendors.without(LOGS_IN))) {
      var events = vendor.rows(1, 50, DAY, DAY.plus(Duration.ofDays(1)));
      vendor.add(events);
      var config = vendor.config("respelled");
      config.put("base.url", "http://LocalHost:" + vendor.url().getPort());
      Stack.rest().create("respelled", config);
      var arrivals = new Arrivals("respelled");
      arrivals.are(events);

      config.put("base.url", "http://LOCALHOST:" + vendor.url().getPort() + "//");
      Stack.rest().putConfig("respelled", config);
      var more = vendor.rows(2, 50, DAY.plus(Duration.ofDays(2)), DAY.plus(Duration.ofDays(3)));
      vendor.add(more);

      arrivals.are(more);
      assertThat(Stack.rest().offsets("respelled"))
          .singleElement()
          .satisfies(
              only ->
                  assertThat(only.partition())
                      .containsEntry("base_url", "http://localhost:" + vendor.url().getPort()));
      Stack.rest().delete("respelled");
    }
  }

  private static void assertRefused(
      RunningVendor vendor, String setting, String value, String reason) {
    var config = vendor.config("void");
    config.put(setting, value);
    assertThatThrownBy(() -> Stack.rest().create("void", config))
        .isInstanceOfSatisfying(
            ConnectApiException.class, e -> assertThat(e.status()).isEqualTo(400))
        .hasMessageContaining(reason);
  }
}
