// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.record;

import static io.tributary.common.event.Events.at;
import static io.tributary.common.event.Events.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.common.event.Event;
import io.tributary.common.event.Events;
import io.tributary.common.json.ByteSlice;
import io.tributary.common.obfuscation.Masks;
import io.tributary.common.record.RecordSettings.Format;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The record contract: what downstream may rely on. */
class RecordMapperTest {
  private static final long PULL = 1_772_352_000_123L;
  private static final Instant NOW = at("12:00:00");
  private static final Map<String, String> PARTITION = Map.of("vendor", "example");
  private static final Map<String, String> OFFSET = Map.of("version", "1");

  private static final RecordSettings DEFAULTS =
      new RecordSettings(
          "topic", TagSelector.always("my.app.tag"), Format.JSON, false, true, "", 1_000_000);
  private static final RecordSettings BARE =
      new RecordSettings(
          "topic", TagSelector.always("my.app.tag"), Format.JSON, false, false, "", 1_000_000);
  private static final RecordSettings EVENT_TIME =
      new RecordSettings(
          "topic", TagSelector.always("my.app.tag"), Format.JSON, true, false, "", 1_000_000);
  private static final RecordSettings MAP =
      new RecordSettings(
          "topic", TagSelector.always("my.app.tag"), Format.MAP, false, true, "prod", 1_000_000);

  @Test
  void aMarkerStandsForAnEventThatCannotBeParsed() {
    var row = json("{\"\\ud83d\":1}");
    var event = Event.unreadable(at("08:15:42"), row);

    for (var settings : List.of(BARE, MAP)) {
      var record = record(settings, event);

      assertThat(record.key()).isEqualTo(event.id());
      assertThat(record.value().toString())
          .contains("@tributary_unreadable", "2026-03-01T08:15:42Z", event.id())
          .doesNotContain("ud83d");
    }
  }

  @Test
  void everyPartHasItsPlace() {
    var record = record(DEFAULTS, Event.of("id-1", at("08:15:42"), json("{\"id\":\"id-1\"}")));

    assertThat(record.topic()).isEqualTo("topic");
    assertThat(record.kafkaPartition()).isNull();
    assertThat(record.keySchema()).isEqualTo(Schema.STRING_SCHEMA);
    assertThat(record.key()).isEqualTo("id-1");
    assertThat(record.valueSchema()).isEqualTo(Schema.STRING_SCHEMA);
    assertThat(record.value())
        .isEqualTo("{\"id\":\"id-1\",\"@devo_pulling_id\":\"1772352000123\"}");
    assertThat(record.timestamp()).isNull();
    assertThat(record.sourcePartition()).isEqualTo(PARTITION);
    assertThat(record.sourceOffset()).isEqualTo(OFFSET);
    assertThat(headers(record))
        .containsExactly(
            "event.time=2026-03-01T08:15:42Z",
            "devo.tag=my.app.tag",
            "devo.pulling.id=1772352000123");
  }

  @Test
  void anEventWithoutAnIdHasTheSha256OfItsBytesAsKey() {
    var record = record(DEFAULTS, Event.of("", at("08:15:42"), json("{\"a\":1}")));

    assertThat(record.key())
        .isEqualTo("015abd7f5cc57a2dd94b7590f04ad8084273905ee33ec5cebeae62276a97f862");
  }

  @Test
  void anIdThatIsNoKeyForAProducerIsHashed() {
    var id = "x".repeat(1025);

    var record = record(DEFAULTS, Event.of(id, at("08:15:42"), json("{}")));

    assertThat((String) record.key()).matches("[0-9a-f]{64}");
    assertThat(Event.of(id + "y", null, json("{}")).id()).isNotEqualTo(record.key());
    assertThat(Event.of("x".repeat(1024), null, json("{}")).id()).hasSize(1024);
  }

  @ParameterizedTest
  @ValueSource(ints = {1_001, 200_000})
  void aMarkerStandsForAnEventTooDeepForAMap(int depth) {
    var text = "{\"id\":\"x\",\"a\":" + "[".repeat(depth) + "]".repeat(depth) + "}";

    var value = (Map<?, ?>) record(MAP, Event.of("x", at("08:15:42"), json(text))).value();

    assertThat(value.get("id")).isEqualTo("x");
    assertThat(value.get("time")).isEqualTo("2026-03-01T08:15:42Z");
    assertThat(value.get("@tributary_unmappable")).asString().contains("bytes=", "sha256=");
    assertThat(value.get("@devo_pulling_id")).isEqualTo("1772352000123");
  }

  @Test
  void anEventWithoutATimeHasNoTimeHeader() {
    var record = record(EVENT_TIME, Event.of("x", null, json("{}")));

    assertThat(headers(record)).containsExactly("devo.tag=my.app.tag", "devo.pulling.id=" + PULL);
    assertThat(record.timestamp()).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"id\" : \"x\",\r\n  \"text\":\"Zoë – 北京 😀\", \"n\":1.50, \"u\":\"\\u00e9\\/\" }",
        "{}",
        "{\"id\":1,\"id\":2}",
        "[1,2]",
        "\"text\"",
        "null",
        "12.0"
      })
  void theValueIsTheVendorsBytes(String text) {
    var before = "{\"data\":[".getBytes(UTF_8);
    var bytes = text.getBytes(UTF_8);
    var body = new byte[before.length + bytes.length + 2];
    System.arraycopy(before, 0, body, 0, before.length);
    System.arraycopy(bytes, 0, body, before.length, bytes.length);

    var slice = new ByteSlice(body, before.length, bytes.length);
    var record = record(BARE, Event.of("x", null, slice));

    assertThat(record.value()).isEqualTo(text);
  }

  @Test
  void anEventOf900KilobytesIsUntouched() {
    var text = "{\"id\":\"x\",\"blob\":\"" + "é".repeat(450_000) + "\"}";
    assertThat(text.getBytes(UTF_8).length).isBetween(900_000, 1_000_000);

    assertThat(record(BARE, Event.of("x", null, json(text))).value()).isEqualTo(text);
  }

  @Test
  void anEventThatIsTooLargeIsReplacedByAMarkerWithTheSameKey() throws Exception {
    var text = "{\"id\":\"big\",\"blob\":\"" + "x".repeat(1_000_000) + "\"}";

    var record = record(BARE, Event.of("big", at("08:15:42"), json(text)));

    assertThat(record.key()).isEqualTo("big");
    assertThat(record.value())
        .isEqualTo(
            "{\"id\":\"big\",\"time\":\"2026-03-01T08:15:42Z\",\"@tributary_oversize\":"
                + "{\"bytes\":1000022,\"sha256\":\"%s\"}}".formatted(sha256(text)));
    assertThat(new ObjectMapper().readTree(record.value().toString()).isObject()).isTrue();
  }

  @Test
  void anEventAtTheLimitIsNoMarker() {
    var atLimit =
        new RecordSettings("t", TagSelector.always("a.b"), Format.JSON, false, false, "", 10);

    assertThat(record(atLimit, Event.of("x", null, json("{\"a\":12345}"))).value())
        .asString()
        .contains("@tributary_oversize")
        .contains("\"time\":null");
    assertThat(record(atLimit, Event.of("x", null, json("{\"a\":1234}"))).value())
        .isEqualTo("{\"a\":1234}");
  }

  @Test
  void theMarkerQuotesTheIdAndCarriesThePullingIdToo() throws Exception {
    var tiny = new RecordSettings("t", TagSelector.always("a.b"), Format.JSON, false, true, "", 3);

    var record = record(tiny, Event.of("a\"b", null, json("{\"a\":12345}")));

    var marker = new ObjectMapper().readTree(record.value().toString());
    assertThat(marker.get("id").asText()).isEqualTo("a\"b");
    assertThat(marker.get("@devo_pulling_id").asText()).isEqualTo("1772352000123");
  }

  @Test
  void theEnvironmentStandsBeforeThePullingId() {
    var both =
        new RecordSettings("t", TagSelector.always("a.b"), Format.JSON, false, true, "prod", 1000);

    assertThat(record(both, Event.of("x", null, json("{\"a\":1}"))).value())
        .isEqualTo(
            "{\"a\":1,\"@devo_environment\":\"prod\",\"@devo_pulling_id\":\"1772352000123\"}");
  }

  @Test
  void aMapIsSchemaless() {
    var text = "{\"s\":\"é\",\"n\":1,\"f\":1.5,\"b\":true,\"z\":null,\"l\":[1,{\"a\":2}]}";

    var record = record(MAP, Event.of("x", null, json(text)));

    var expected = new HashMap<String, Object>();
    expected.put("s", "é");
    expected.put("n", 1);
    expected.put("f", 1.5);
    expected.put("b", true);
    expected.put("z", null);
    expected.put("l", List.of(1, Map.of("a", 2)));
    expected.put("@devo_environment", "prod");
    expected.put("@devo_pulling_id", "1772352000123");
    assertThat(record.valueSchema()).isNull();
    assertThat(record.value()).isEqualTo(expected);
  }

  @Test
  void aWholeNumberBeyond64BitsBecomesTextInAMap() {
    var text = "{\"l\":9223372036854775807,\"big\":[9223372036854775808]}";

    var value = (Map<?, ?>) record(MAP, Event.of("x", null, json(text))).value();

    assertThat(value.get("l")).isEqualTo(Long.MAX_VALUE);
    assertThat(value.get("big")).isEqualTo(List.of("9223372036854775808"));
  }

  @Test
  void aRecordMayBeDatedWithTheTimeOfItsEventButNeverAheadOfNow() {
    assertThat(record(EVENT_TIME, Event.of("x", at("08:15:42.5"), json("{}"))).timestamp())
        .isEqualTo(at("08:15:42.5").toEpochMilli());
    assertThat(record(EVENT_TIME, Event.of("x", at("12:00:01"), json("{}"))).timestamp())
        .isEqualTo(NOW.toEpochMilli());
    assertThat(record(EVENT_TIME, Event.of("x", Instant.MAX, json("{}"))).timestamp())
        .isEqualTo(NOW.toEpochMilli());
  }

  private static SourceRecord record(RecordSettings settings, Event event) {
    return new RecordMapper(PARTITION, settings, Masks.NONE, () -> NOW, Events.metrics())
        .records(List.of(event), List.of(OFFSET), PULL)
        .get(0);
  }

  private static List<String> headers(SourceRecord record) {
    return StreamSupport.stream(record.headers().spliterator(), false)
        .map(header -> header.key() + "=" + header.value())
        .toList();
  }

  private static String sha256(String text) throws Exception {
    var digest = java.security.MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
    return java.util.HexFormat.of().formatHex(digest);
  }
}
