// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import java.util.stream.Stream;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.converters.ByteArrayConverter;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.json.JsonConverter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.storage.HeaderConverter;
import org.apache.kafka.connect.storage.SimpleHeaderConverter;
import org.apache.kafka.connect.storage.StringConverter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventTimeTest {
  private static final Instant NOW = Instant.parse("2026-03-04T05:06:07Z");
  private static final Instant CREATED = Instant.parse("2026-03-01T00:00:00.5Z");
  private static final TimeZone ZONE = TimeZone.getDefault();
  private static final Locale LOCALE = Locale.getDefault();

  @AfterEach
  void restoreTheZone() {
    TimeZone.setDefault(ZONE);
    Locale.setDefault(LOCALE);
  }

  static Stream<String> zones() {
    return Stream.of("Asia/Kolkata", "Europe/Madrid", "America/New_York", "UTC");
  }

  @ParameterizedTest
  @MethodSource("zones")
  void isWhatWasWrittenWhicheverConverterReadItInWhicheverZone(String zone) {
    TimeZone.setDefault(TimeZone.getTimeZone(zone));

    for (var written :
        List.of(
            "2026-11-30T02:35:42.123Z",
            "2026-11-30T02:35:42Z",
            "2026-11-30T02:35:42.123456Z",
            "2026-07-01T12:00:00.000Z",
            "2026-07-01T05:30:00.000Z", // midnight in UTC, as Asia/Kolkata understands it
            "2026-10-25T02:30:00.000Z", // twice in Madrid
            "1969-12-31T23:59:59.999Z",
            "0001-01-01T00:00:00.000Z",
            "9999-12-31T23:59:59.999Z")) {
      for (var converter : converters().entrySet()) {
        var header = converted(converter.getValue(), written);

        assertThat(time(converter.getKey(), header))
            .as("%s through %s in %s", written, converter.getKey(), zone)
            .isEqualTo(Instant.parse(written));
      }
    }
  }

  private static Map<String, HeaderConverter> converters() {
    var json = new JsonConverter();
    json.configure(Map.of("converter.type", "header", "schemas.enable", "false"));
    return Map.of(
        "",
        new SimpleHeaderConverter(),
        "Simple",
        new SimpleHeaderConverter(),
        SimpleHeaderConverter.class.getName(),
        new SimpleHeaderConverter(),
        StringConverter.class.getName(),
        new StringConverter(),
        JsonConverter.class.getName(),
        json,
        ByteArrayConverter.class.getName(),
        new ByteArrayConverter());
  }

  private static SchemaAndValue converted(HeaderConverter converter, String text) {
    var sent = converter instanceof JsonConverter ? '"' + text + '"' : text;
    return converter.toConnectHeader("t", "event.time", sent.getBytes(UTF_8));
  }

  @ParameterizedTest
  @ValueSource(strings = {"th-TH", "ar-EG", "ja-JP-u-ca-japanese"})
  void isWhatWasWrittenWhicheverCalendarTheWorkerHas(String locale) {
    Locale.setDefault(Locale.forLanguageTag(locale));
    var header = converted(new SimpleHeaderConverter(), "2026-11-30T02:35:42.123Z");

    assertThat(time("", header)).isEqualTo("2026-11-30T02:35:42.123Z");
  }

  @ParameterizedTest
  @MethodSource("zones")
  void isADateOfAnyOtherConverterOrOfATransformAsItIs(String zone) {
    TimeZone.setDefault(TimeZone.getTimeZone(zone));
    var written = Instant.parse("2026-11-30T02:35:42.123Z");
    var date = java.util.Date.from(written);
    var json = new JsonConverter();
    json.configure(Map.of("converter.type", "header"));
    var sent =
        "{\"schema\":{\"type\":\"int64\",\"name\":\"%s\"},\"payload\":%d}"
            .formatted(Timestamp.LOGICAL_NAME, written.toEpochMilli())
            .getBytes(UTF_8);
    var copiedFromTheValue = Timestamp.builder().optional().build();

    assertThat(time(JsonConverter.class.getName(), json.toConnectHeader("t", "event.time", sent)))
        .isEqualTo(written);
    assertThat(time("my.Converter", new SchemaAndValue(Timestamp.SCHEMA, date))).isEqualTo(written);
    assertThat(time("", new SchemaAndValue(copiedFromTheValue, date))).isEqualTo(written);
    assertThat(time("", new SchemaAndValue(null, date))).isEqualTo(written);
  }

  @Test
  void isReadFromBytes() {
    var bytes = "2026-03-04T06:06:07+01:00".getBytes(UTF_8);

    assertThat(time("", new SchemaAndValue(Schema.BYTES_SCHEMA, bytes))).isEqualTo(NOW);
    assertThat(time("", new SchemaAndValue(Schema.BYTES_SCHEMA, ByteBuffer.wrap(bytes))))
        .isEqualTo(NOW);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "+57742-03-07T08:15:42.123Z",
        "+57742-03-07T08:15:42.123+00:00",
        "-0002-03-07T08:15:42.123+00:00",
        "9999-12-31T23:59:59.999-01:00",
        "0000-01-01T00:00:00.000+01:00",
        "yesterday",
        "2026-11-30",
        "10:15:42.123Z",
        "1796006142",
        "[1,2]",
        ""
      })
  void isThatOfTheRecordWhereTheHeaderHoldsNoneAndThatIsCounted(String text) {
    for (var converter : List.of(new SimpleHeaderConverter(), new StringConverter())) {
      var times = times("");
      var header = converter.toConnectHeader("t", "event.time", text.getBytes(UTF_8));

      assertThat(times.of(record(CREATED.toEpochMilli()), header(header))).isEqualTo(CREATED);
      assertThat(times.replaced()).isEqualTo(1);
    }
  }

  @Test
  void isThatOfTheRecordWhereADateIsMicrosecondsOrNoTimestamp() {
    var micros = java.util.Date.from(Instant.ofEpochMilli(1_796_006_142_123_456L));

    for (var schema : new Schema[] {null, Timestamp.SCHEMA, Date.SCHEMA, Time.SCHEMA}) {
      var times = times(StringConverter.class.getName());
      var header = header(new SchemaAndValue(schema, micros));

      assertThat(times.of(record(CREATED.toEpochMilli()), header)).isEqualTo(CREATED);
      assertThat(times.replaced()).isEqualTo(1);
    }
    var times = times("");
    assertThat(times.of(record(0L), header(new SchemaAndValue(Date.SCHEMA, micros))))
        .isEqualTo(Instant.EPOCH);
  }

  @Test
  void isNowWhereTheRecordHasNoneThatCanBePrinted() {
    var times = times("");
    var tooLate = record(Long.MAX_VALUE);

    assertThat(times.of(record(null), null)).isEqualTo(NOW);
    assertThat(times.of(record(null), header(new SchemaAndValue(null, null)))).isEqualTo(NOW);
    assertThat(times.replaced()).isZero();
    assertThat(times.of(tooLate, null)).isEqualTo(NOW);
    assertThat(times.of(record(Long.MIN_VALUE), null)).isEqualTo(NOW);
    assertThat(times.replaced()).isEqualTo(2);
    assertThat(times.of(tooLate, header(new SchemaAndValue(null, "yesterday")))).isEqualTo(NOW);
    assertThat(times.replaced()).isEqualTo(4);
  }

  @Test
  void isNothingThatIsNeitherTextNorDate() {
    for (var value :
        List.of(7L, true, List.of("x"), Map.of(), SchemaBuilder.int8(), new Object())) {
      assertThat(time("", new SchemaAndValue(null, value))).isEqualTo(CREATED);
    }
  }

  private static Instant time(String converter, SchemaAndValue header) {
    return times(converter).of(record(CREATED.toEpochMilli()), header(header));
  }

  private static EventTime times(String converter) {
    return new EventTime(MessageMapper.guessesTypes(converter), InstantSource.fixed(NOW));
  }

  private static Header header(SchemaAndValue value) {
    return new ConnectHeaders().add("event.time", value).lastWithName("event.time");
  }

  private static SinkRecord record(Long timestamp) {
    return new SinkRecord("t", 0, null, null, null, "x", 12, timestamp, TimestampType.CREATE_TIME);
  }
}
