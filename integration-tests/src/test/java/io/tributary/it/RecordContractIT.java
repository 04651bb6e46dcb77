package io.tributary.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.kiteworks.fixture.ActivityRows;
import io.tributary.testkit.vendor.EventRow;
import io.tributary.kiteworks.fixture.FakeKiteworks;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** What a real worker puts into a topic, byte for byte. */
class RecordContractIT {
  private static final Instant DAY = Instant.parse("2026-10-02T00:00:00Z");
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final String PRETTY =
      """
      {
        "id" : "e1",
        "created": "2026-10-02T00:00:00+0000",
        "note":"Zoë \\u00e9 😀", "data": { }
      \
      """;

  @Test
  void aRecordIsTheVendorsBytesWithThePullingIdAsItsLastMember() {
    try (var kiteworks = FakeKiteworks.start()) {
      kiteworks.add(new EventRow("e1", DAY, PRETTY + "}"));
      Stack.rest().create("contract", Configs.kiteworks(kiteworks, "contract"));

      var record = Stack.reader().untilCount("contract", 1, SOON).get(0);

      var pull = header(record, "devo.pulling.id");
      assertThat(pull).matches("\\d{13}");
      assertThat(record.key()).isEqualTo("e1");
      assertThat(record.value()).isEqualTo(PRETTY + ",\"@devo_pulling_id\":\"" + pull + "\"}");
      assertThat(header(record, "event.time")).isEqualTo("2026-10-02T00:00:00Z");
      assertThat(header(record, "devo.tag")).isEqualTo("dmp.kiteworks.admin.event");
      Stack.rest().delete("contract");
    }
  }

  @Test
  void largeEventsPassAndOversizeOnesLeaveAMarker() {
    try (var kiteworks = FakeKiteworks.start()) {
      var large = ActivityRows.ofSize(1, DAY.plusSeconds(1), 900_000);
      var oversize = ActivityRows.ofSize(2, DAY.plusSeconds(2), 2_000_000);
      var after = ActivityRows.realistic(3, 1, DAY.plusSeconds(3), DAY.plusSeconds(4));
      kiteworks.add(large, oversize);
      kiteworks.add(after);
      Stack.rest().create("large", Configs.kiteworks(kiteworks, "large"));

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

  private static String body(EventRow row) {
    return row.json().substring(0, row.json().length() - 1);
  }

  private static String header(ConsumerRecord<String, String> record, String name) {
    return new String(record.headers().lastHeader(name).value(), UTF_8);
  }
}
