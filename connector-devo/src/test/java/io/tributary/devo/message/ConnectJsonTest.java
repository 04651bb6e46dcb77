// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.devo.config.DevoSinkConfig;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.json.JsonConverter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

class ConnectJsonTest {
  private static final Date TIME = Date.from(Instant.parse("2026-11-30T02:35:42.123Z"));

  @Test
  void writesValuesWithASchemaAsConnectsOwnConverterDoes() {
    var inner = SchemaBuilder.struct().field("x", Schema.STRING_SCHEMA).build();
    var schema =
        SchemaBuilder.struct()
            .field("i8", Schema.INT8_SCHEMA)
            .field("i16", Schema.INT16_SCHEMA)
            .field("i32", Schema.INT32_SCHEMA)
            .field("i64", Schema.INT64_SCHEMA)
            .field("f32", Schema.FLOAT32_SCHEMA)
            .field("f64", Schema.FLOAT64_SCHEMA)
            .field("nan", Schema.FLOAT64_SCHEMA)
            .field("flag", Schema.BOOLEAN_SCHEMA)
            .field("text", Schema.STRING_SCHEMA)
            .field("bytes", Schema.BYTES_SCHEMA)
            .field("buffer", Schema.BYTES_SCHEMA)
            .field("decimal", Decimal.schema(3))
            .field("date", org.apache.kafka.connect.data.Date.SCHEMA)
            .field("time", Time.SCHEMA)
            .field("timestamp", Timestamp.SCHEMA)
            .field("list", SchemaBuilder.array(Timestamp.SCHEMA).build())
            .field("map", SchemaBuilder.map(Schema.STRING_SCHEMA, Timestamp.SCHEMA).build())
            .field("pairs", SchemaBuilder.map(Schema.INT32_SCHEMA, inner).build())
            .field("none", Schema.OPTIONAL_STRING_SCHEMA)
            .field("inner", inner)
            .build();
    var struct =
        new Struct(schema)
            .put("i8", (byte) -8)
            .put("i16", (short) 16)
            .put("i32", 32)
            .put("i64", Long.MIN_VALUE)
            .put("f32", 1.5f)
            .put("f64", 1e300)
            .put("nan", Double.NaN)
            .put("flag", true)
            .put("text", "Zoë \"\\\n\0\u2028")
            .put("bytes", new byte[] {0, -1})
            .put("buffer", ByteBuffer.wrap(new byte[] {1, 2, 3}))
            .put("decimal", new BigDecimal("-12.300"))
            .put("date", Date.from(Instant.parse("2026-11-30T00:00:00Z")))
            .put("time", Date.from(Instant.ofEpochMilli(18_367_089)))
            .put("timestamp", TIME)
            .put("list", List.of(TIME))
            .put("map", Map.of("a", TIME))
            .put("pairs", Map.of(1, new Struct(inner).put("x", "y")))
            .put("inner", new Struct(inner).put("x", "y"));

    assertThat(ConnectJson.text(schema, struct)).isEqualTo(connects(schema, struct));
  }

  @Test
  void writesValuesWithoutASchemaAsConnectsOwnConverterDoes() {
    var pairs = new LinkedHashMap<Object, Object>();
    pairs.put(1, "a");
    pairs.put("b", null);
    for (var value :
        List.of(
            42L,
            1.0f,
            Float.POSITIVE_INFINITY,
            false,
            pairs,
            Map.of(),
            Map.of("a", List.of(1, "x", true, new byte[] {9}, Map.of("b", 2.5))),
            Arrays.asList(null, List.of()))) {
      assertThat(ConnectJson.text(null, value)).isEqualTo(connects(null, value));
    }
  }

  private static String connects(Schema schema, Object value) {
    try (var converter = new JsonConverter()) {
      converter.configure(Map.of("schemas.enable", false, "decimal.format", "NUMERIC"), false);
      return new String(converter.fromConnectData("t", schema, value), UTF_8);
    }
  }

  @Test
  void keepsANullThatIsNotTheDefaultOfItsField() {
    var inner =
        SchemaBuilder.struct()
            .field("n", SchemaBuilder.int32().optional().defaultValue(7).build())
            .build();
    var schema =
        SchemaBuilder.struct()
            .field("s", SchemaBuilder.string().optional().defaultValue("none").build())
            .field("list", SchemaBuilder.array(inner).build())
            .build();
    var struct = new Struct(schema).put("s", null).put("list", List.of(new Struct(inner)));

    assertThat(ConnectJson.text(schema, struct)).isEqualTo("{\"s\":null,\"list\":[{\"n\":null}]}");
  }

  @Test
  void writesWhatTransformsAndOtherConvertersPutIntoAMap() throws Exception {
    var schema = SchemaBuilder.struct().field("a", Schema.OPTIONAL_INT32_SCHEMA).build();
    var map = new LinkedHashMap<String, Object>();
    map.put("date", TIME);
    map.put("second", Date.from(Instant.parse("2026-11-30T02:35:42Z")));
    map.put("sql", new java.sql.Date(1_796_006_142_123L));
    map.put("decimal", new BigDecimal("1E+400"));
    map.put("digits", new BigDecimal("0.10"));
    map.put("integer", BigInteger.TWO.pow(70));
    map.put("instant", TIME.toInstant());
    map.put("duration", Duration.ofSeconds(90));
    map.put("uuid", new UUID(1, 2));
    map.put("enum", TimeUnit.DAYS);
    map.put("letter", 'x');
    map.put("struct", new Struct(schema).put("a", 1));
    map.put("nested", List.of(List.of(Map.of("date", TIME))));
    map.put("numbers", new int[] {1, 2});
    map.put("texts", new String[] {"a", null});
    map.put("buffer", ByteBuffer.wrap(new byte[] {1, 2, 3}, 1, 1));
    map.put("nan", List.of(Double.NaN, Float.NEGATIVE_INFINITY));

    var json = ConnectJson.text(null, map);

    assertThat(json)
        .isEqualTo(
            "{\"date\":\"2026-11-30T02:35:42.123Z\",\"second\":\"2026-11-30T02:35:42Z\""
                + ",\"sql\":\"2026-11-30T02:35:42.123Z\",\"decimal\":1E+400,\"digits\":0.10"
                + ",\"integer\":1180591620717411303424,\"instant\":\"2026-11-30T02:35:42.123Z\""
                + ",\"duration\":\"PT1M30S\",\"uuid\":\"00000000-0000-0001-0000-000000000002\""
                + ",\"enum\":\"DAYS\",\"letter\":\"x\",\"struct\":{\"a\":1}"
                + ",\"nested\":[[{\"date\":\"2026-11-30T02:35:42.123Z\"}]],\"numbers\":[1,2]"
                + ",\"texts\":[\"a\",null],\"buffer\":\"Ag==\",\"nan\":[\"NaN\",\"-Infinity\"]}");
    assertThat(new ObjectMapper().readTree(json).size()).isEqualTo(map.size());
  }

  @Test
  void escapesHalfAnEmojiWhichHasNoBytes() throws Exception {
    var halves = Map.of("a", List.of("a\udc4d", "👍", "\ud83d\ud83d\udc4d"));

    var json = ConnectJson.text(null, halves);

    assertThat(json).isEqualTo("{\"a\":[\"a\\udc4d\",\"👍\",\"\\ud83d👍\"]}");
    assertThat(new ObjectMapper().readValue(json, Object.class)).isEqualTo(halves);
  }

  @Test
  void replacesHalfAnEmojiInANameWhereReadersRefuseTheEscape() throws Exception {
    var json = ConnectJson.text(null, Map.of("👍\ud83d", 1));

    assertThat(new ObjectMapper().readTree(json).get("👍\uFFFD").intValue()).isEqualTo(1);
  }

  @Test
  void refusesAndNamesWhatIsNoData() {
    assertThatThrownBy(() -> map(Map.of("a", List.of("x", new Thread()))))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("SinkError 605")
        .hasMessageContaining("cannot be converted to text: Thread.");
  }

  @Test
  void refusesAMapThatHoldsItselfInsteadOfEndingTheTask() {
    var endless = new ArrayList<Object>();
    endless.add(endless);

    assertThatThrownBy(() -> map(endless))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("cannot be converted to text: ArrayList.");
  }

  private static void map(Object value) {
    var config = new DevoSinkConfig(Map.of("endpoint", "tcp://127.0.0.1:1"));
    new MessageMapper(config, InstantSource.system())
        .map(new SinkRecord("a.b", 0, null, null, null, value, 12));
  }
}
