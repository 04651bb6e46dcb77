// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.record;

import static io.tributary.common.event.Events.at;
import static io.tributary.common.event.Events.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.event.Event;
import io.tributary.common.event.Events;
import io.tributary.common.metrics.Journal;
import io.tributary.common.metrics.LossSignal;
import io.tributary.common.metrics.SourceMetric;
import io.tributary.common.metrics.TaskMetrics;
import io.tributary.common.obfuscation.Masks;
import io.tributary.common.record.RecordSettings.Format;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

/** Records whose events are masked; one that cannot be masked costs a placeholder only (R3). */
class RecordMaskingTest {
  private static final String RULES =
      "[{\"name\":[\"user\"]},{\"name\":[\"id\"]},{\"name\":[\"time\"],\"mode\":\"drop\"},"
          + "{\"name\":[\"note\"],\"string_patterns\":[\"(x+x+)+(?=y)\"]}]";
  private static final Instant TIME = at("08:15:42");

  private final TaskMetrics<SourceMetric> metrics = Events.metrics();

  @Test
  void theValueIsMaskedAndKeyTimeAndDigestAreThoseOfTheVendorsBytes() {
    var event = json("{\"id\":\"id-1\",\"user\":\"alice\", \"time\":\"2026\"}");

    var record = record(Format.JSON, 1000, Event.of("id-1", TIME, event));

    assertThat(record.value())
        .isEqualTo(
            "{\"id\":\"****SANITIZED****\",\"user\":\"****SANITIZED****\",\"@devo_pulling_id\":\"1\"}");
    assertThat(record.key()).isEqualTo("id-1");
    assertThat(record.headers().lastWithName("event.time").value()).isEqualTo(TIME.toString());
    assertThat(record(Format.JSON, 1000, Event.of("", TIME, event)).key())
        .isEqualTo(HexFormat.of().formatHex(event.sha256()));
  }

  @Test
  void theMembersThatAreAddedAreNotMasked() {
    var mapper =
        new RecordMapper(
            Map.of(),
            settings(Format.JSON, 1000),
            Masks.of("[{\"name\":[\"*\"]}]"),
            () -> TIME,
            Events.metrics());

    assertThat(mapper.records(List.of(Event.of("x", null, json("{}"))), List.of(Map.of()), 1))
        .extracting(SourceRecord::value)
        .containsExactly("{\"@devo_pulling_id\":\"1\"}");
  }

  @Test
  void aMapIsMaskedToo() {
    var event = json("{\"user\":7,\"n\":1}");

    assertThat(record(Format.MAP, 1000, Event.of("x", TIME, event)).value())
        .isEqualTo(Map.of("user", -1, "n", 1, "@devo_pulling_id", "1"));
  }

  @Test
  void anEventThatCannotBeMaskedIsReplacedByAMarker() {
    var hostile = json("{\"note\":\"" + "x".repeat(5_000) + "\"}");
    var text = json("\"alice\"");

    var record = record(Format.JSON, 10_000, Event.of("id-1", TIME, hostile));

    assertThat(record.key()).isEqualTo("id-1");
    assertThat(record.value())
        .isEqualTo(
            "{\"id\":\"id-1\",\"time\":\"2026-03-01T08:15:42Z\",\"@tributary_withheld\":"
                + "{\"bytes\":5011,\"sha256\":\"%s\"},\"@devo_pulling_id\":\"1\"}"
                    .formatted(HexFormat.of().formatHex(hostile.sha256())));
    assertThat(record(Format.JSON, 1000, Event.of("id-2", TIME, text)).value())
        .asString()
        .contains("@tributary_withheld")
        .doesNotContain("alice");
  }

  @Test
  void anEventThatMaskingMakesTooLargeIsReplacedByAMarker() {
    var event = Event.of("x", TIME, json("{\"user\":\"a\"}"));

    assertThat(record(Format.JSON, 28, event).value()).asString().contains("\"user\"");
    assertThat(record(Format.JSON, 27, event).value())
        .asString()
        .contains("\"@tributary_oversize\":{\"bytes\":28,");
  }

  @Test
  void eachMarkerIsAPossibleLossOfItsKind() {
    metrics.journal().open();
    record(
        Format.JSON, 1000, Event.of("large", TIME, json("{\"n\":\"" + "x".repeat(1000) + "\"}")));
    record(Format.JSON, 1000, Event.of("withheld", TIME, json("\"alice\"")));
    record(Format.JSON, 1000, Event.unreadable(TIME, json("{\"n\":")));
    var deep = "[".repeat(2_000) + "]".repeat(2_000);
    record(Format.MAP, 10_000, Event.of("deep", TIME, json("{\"n\":" + deep + "}")));

    assertThat(metrics.journal().take())
        .extracting(Journal.Entry::kind)
        .containsExactly(
            LossSignal.EVENTS_OVERSIZE.key(),
            LossSignal.EVENTS_WITHHELD.key(),
            LossSignal.EVENTS_UNREADABLE.key(),
            LossSignal.EVENTS_UNMAPPABLE.key());
    assertThat(metrics.value(SourceMetric.POSSIBLE_LOSSES)).isEqualTo(4);
    assertThat(metrics.value(SourceMetric.REPLACED)).isEqualTo(4);
  }

  private SourceRecord record(Format format, int maxBytes, Event event) {
    return new RecordMapper(
            Map.of(), settings(format, maxBytes), Masks.of(RULES), () -> TIME, metrics)
        .records(List.of(event), List.of(Map.of()), 1)
        .get(0);
  }

  private static RecordSettings settings(Format format, int maxBytes) {
    return new RecordSettings(
        "topic", TagSelector.always("my.app.tag"), format, false, true, "", maxBytes);
  }
}
