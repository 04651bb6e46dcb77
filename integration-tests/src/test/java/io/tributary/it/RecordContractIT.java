// SPDX-License-Identifier: Apache-2.0
package io.tributary.it;

import static io.tributary.testkit.vendor.VendorBehavior.TAGS_BY_KIND;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.testkit.vendor.EventRow;
import io.tributary.testkit.vendor.Vendors;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** What a real worker puts into a topic, byte for byte. */
class RecordContractIT {
  private static final Instant DAY = Instant.parse("2026-10-02T00:00:00Z");
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final String MEMBERS =
      """

        "note" : "Zoë \\u00e9 😀", "data": { }
      """;

  @Test
  void aRecordIsTheVendorsBytesWithThePullingIdAsItsLastMember() {
    try (var vendor = RunningVendor.start(Vendors.without(TAGS_BY_KIND))) {
      var row = vendor.fixture().row("e1", DAY, MEMBERS);
      var event = new EventRow("e1", DAY, row.json().replaceFirst("\\{", "{\n  "));
      vendor.add(event);
      Stack.rest().create("contract", vendor.config("contract"));

      var record = Stack.reader().untilCount("contract", 1, SOON).get(0);

      var pull = header(record, "devo.pulling.id");
      assertThat(pull).matches("\\d{13}");
      assertThat(record.key()).isEqualTo("e1");
      assertThat(record.value()).isEqualTo(body(event) + ",\"@devo_pulling_id\":\"" + pull + "\"}");
      assertThat(header(record, "event.time")).isEqualTo("2026-10-02T00:00:00Z");
      assertThat(header(record, "devo.tag")).isEqualTo(vendor.table());
      Stack.rest().delete("contract");
    }
  }

  @Test
  void largeEventsPassAndOversizeOnesLeaveAMarker() {
    try (var vendor = RunningVendor.start()) {
      var large = sized(vendor, 1, 900_000);
      var oversize = sized(vendor, 2, 2_000_000);
      var after = vendor.rows(3, 1, DAY.plusSeconds(3), DAY.plusSeconds(4));
      vendor.add(large, oversize);
      vendor.add(after);
      Stack.rest().create("large", vendor.config("large"));

      var records = Stack.reader().untilCount("large", 3, SOON);

      assertThat(records.get(0).value()).startsWith(body(large)).hasSizeGreaterThan(890_000);
      assertThat(records.get(1).key()).isEqualTo(oversize.key());
      assertThat(records.get(1).value())
          .startsWith("{\"id\":\"" + oversize.key() + "\",\"time\":\"2026-10-02T00:00:02Z\"")
          .contains(
              "\"@tributary_oversize\":{\"bytes\":"
                  + oversize.json().getBytes(UTF_8).length
                  + ",\"sha256\":\"");
      assertThat(records.get(2).key()).isEqualTo(after.get(0).key());
      assertThat(Stack.rest().status("large").running()).isTrue();
      Stack.rest().delete("large");
    }
  }

  /** The event of that second of the day, with some bytes more than given. */
  private static EventRow sized(RunningVendor vendor, int second, int bytes) {
    var padding = "\"padding\":\"" + "x".repeat(bytes) + '"';
    return vendor.fixture().row("large" + second, DAY.plusSeconds(second), padding);
  }

  private static String body(EventRow row) {
    return row.json().substring(0, row.json().length() - 1);
  }

  private static String header(ConsumerRecord<String, String> record, String name) {
    return new String(record.headers().lastHeader(name).value(), UTF_8);
  }
}
