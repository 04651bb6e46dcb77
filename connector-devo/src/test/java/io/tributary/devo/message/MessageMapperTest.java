// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.devo.config.DevoSinkConfig;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

class MessageMapperTest {
  private static final Instant NOW = Instant.parse("2026-03-04T05:06:07Z");
  private static final Instant CREATED = Instant.parse("2026-03-01T00:00:00.5Z");

  @Test
  void takesTheTagFromHeaderThenMapThenSettingThenTopic() {
    var all = mapper("tag", "my.app.all", "tag.map", "mapped.topic:my.app.mapped");
    var none = mapper();

    assertThat(message(all, header(record("mapped.topic", "x"), "devo.tag", "my.app.own")).tag())
        .isEqualTo("my.app.own");
    assertThat(message(all, record("mapped.topic", "x")).tag()).isEqualTo("my.app.mapped");
    assertThat(message(all, record("another.topic", "x")).tag()).isEqualTo("my.app.all");
    assertThat(message(none, record("another.topic", "x")).tag()).isEqualTo("another.topic");
  }

  @Test
  void usesTheTopicATransformHasChosenButNamesTheOriginalInErrors() {
    var routed = record("orders", "x").newRecord("my.app.routed", 5, null, null, null, "x", 0L);
    var misrouted = record("orders", "x").newRecord("nowhere", 5, null, null, null, "x", 0L);

    assertThat(message(mapper(), routed).tag()).isEqualTo("my.app.routed");
    assertThatThrownBy(() -> mapper().map(misrouted))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(
            "SinkError 602: The record at orders-0 offset 12 has no valid Devo tag: nowhere.");
  }

  @Test
  void refusesATagInAHeaderThatIsNone() {
    assertThatThrownBy(() -> mapper().map(header(record("a.b", "x"), "devo.tag", "my app")))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("SinkError 602");
  }

  @Test
  void takesTheTimeFromHeaderThenRecordThenClock() {
    var offset = header(record("a.b", "x"), "event.time", "2025-03-04T06:06:07+01:00");
    var unreadable = header(record("a.b", "x"), "event.time", "yesterday");
    var timeless = new SinkRecord("a.b", 0, null, null, null, "x", 12);

    assertThat(message(mapper(), offset).time()).isEqualTo("2025-03-04T05:06:07Z");
    assertThat(message(mapper(), unreadable).time()).isEqualTo(CREATED);
    assertThat(message(mapper(), timeless).time()).isEqualTo(NOW);
  }

  @Test
  void takesADateForAnInstantUnlessConnectsDefaultHasGuessedIt() {
    var converter = "org.apache.kafka.connect.storage.StringConverter";
    var record = record("a.b", "x");
    record.headers().addTimestamp("event.time", java.util.Date.from(NOW));
    var local = NOW.atZone(ZoneId.systemDefault()).toLocalDateTime().toInstant(ZoneOffset.UTC);

    assertThat(message(mapper("header.converter", converter), record).time()).isEqualTo(NOW);
    assertThat(message(mapper(), record).time()).isEqualTo(local);
  }

  @Test
  void takesTextAndBytesAsTheyAre() {
    var text = "{\"u\":\"Zoë 🎈\",\"n\":\"a\\nb\"}";

    assertThat(body(text)).isEqualTo(text);
    assertThat(body(text.getBytes(UTF_8))).isEqualTo(text);
    assertThat(body(ByteBuffer.wrap(text.getBytes(UTF_8)))).isEqualTo(text);
  }

  @Test
  void writesOtherValuesAsJsonOnOneLine() {
    var schema =
        SchemaBuilder.struct().field("id", Schema.INT64_SCHEMA).field("s", Schema.STRING_SCHEMA);
    var struct = new Struct(schema.build()).put("id", 7L).put("s", "two\nlines");

    assertThat(body(struct)).isEqualTo("{\"id\":7,\"s\":\"two\\nlines\"}");
    assertThat(body(Map.of("a", List.of(1, true)))).isEqualTo("{\"a\":[1,true]}");
    assertThat(body(42L)).isEqualTo("42");
  }

  @Test
  void refusesAValueThatIsNoData() {
    assertThatThrownBy(() -> body(new Object()))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(
            "SinkError 605: The record at a.b-0 offset 12 has a value that cannot be converted to text: Object.");
  }

  @Test
  void skipsAndCountsTombstones() {
    var mapper = mapper();

    assertThat(mapper.map(record("a.b", null))).isEmpty();
    assertThat(mapper.skipped()).isEqualTo(1);
  }

  @Test
  void refusesLineBreaksWhereToldTo() {
    assertThatThrownBy(() -> mapper("multiline.mode", "fail").map(record("a.b", "a\nb")))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("SinkError 604: The record at a.b-0 offset 12 contains a line break");
  }

  @Test
  void measuresAMessageInBytesAndFailsCutsOrSkipsIt() {
    var text = "ëëëëë";
    var fits = mapper("max.event.bytes", "10");
    var skip = mapper("max.event.bytes", "9", "oversize.policy", "skip");

    assertThat(message(fits, record("a.b", text)).body()).isEqualTo(text);
    assertThatThrownBy(() -> mapper("max.event.bytes", "9").map(record("a.b", text)))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(
            "SinkError 603: The record at a.b-0 offset 12 makes a message of 10 bytes, more than max.event.bytes (9).");
    assertThat(skip.map(record("a.b", text))).isEmpty();
    assertThat(skip.skipped()).isEqualTo(1);
  }

  @Test
  void cutsBetweenCharacters() {
    assertThat(cut("ëëëëë", 9)).isEqualTo("ëëëë");
    assertThat(cut("aaaa🎈", 7)).isEqualTo("aaaa");
    assertThat(cut("aaaa🎈b", 8)).isEqualTo("aaaa🎈");
  }

  private static String cut(String text, int max) {
    var mapper = mapper("max.event.bytes", String.valueOf(max), "oversize.policy", "truncate");
    return message(mapper, record("a.b", text)).body();
  }

  private static MessageMapper mapper(String... settings) {
    var all = new HashMap<>(Map.of("endpoint", "tcp://127.0.0.1:1", "source.host", "kc1"));
    for (int index = 0; index < settings.length; index += 2) {
      all.put(settings[index], settings[index + 1]);
    }
    return new MessageMapper(new DevoSinkConfig(all), InstantSource.fixed(NOW));
  }

  private static DevoMessage message(MessageMapper mapper, SinkRecord record) {
    return mapper.map(record).orElseThrow();
  }

  private static String body(Object value) {
    return message(mapper(), record("a.b", value)).body();
  }

  private static SinkRecord record(String topic, Object value) {
    return new SinkRecord(
        topic,
        0,
        null,
        null,
        value instanceof Struct struct ? struct.schema() : null,
        value,
        12,
        CREATED.toEpochMilli(),
        TimestampType.CREATE_TIME);
  }

  private static SinkRecord header(SinkRecord record, String name, String value) {
    record.headers().addString(name, value);
    return record;
  }
}
