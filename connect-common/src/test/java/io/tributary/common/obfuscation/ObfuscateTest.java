// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.obfuscation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.transforms.Transformation;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The transform, for any connector. */
class ObfuscateTest {
  private static final String USER = "[{\"name\":[\"user\",\"*\"]}]";

  @Test
  void masksTextAndBytes() {
    var json = "{\"user\": {\"email\":\"é\",\"age\":7} }";
    var masked = "{\"user\": {\"email\":\"****SANITIZED****\",\"age\":-1} }";

    assertThat(apply(USER, Schema.STRING_SCHEMA, json).value()).isEqualTo(masked);
    assertThat(apply(USER, null, json).value()).isEqualTo(masked);
    assertThat(apply(USER, Schema.BYTES_SCHEMA, json.getBytes(UTF_8)).value())
        .isEqualTo(masked.getBytes(UTF_8));
  }

  @Test
  void masksACopyOfASchemalessMap() {
    var user = new HashMap<String, Object>();
    user.put("s", "x");
    user.put("i", 7);
    user.put("l", 7L);
    user.put("d", 1.5);
    user.put("b", true);
    user.put("n", null);
    user.put("o", Map.of("x", 1));
    var event = Map.of("user", user, "other", List.of("x", 1.5f));
    var before = new HashMap<>(user);

    var masked = apply(USER, null, event).value();

    var mask = "****SANITIZED****";
    var expected =
        new HashMap<String, Object>(
            Map.of("s", mask, "i", -1L, "l", -1L, "d", -1.0, "b", false, "o", mask));
    expected.put("n", null);
    assertThat(masked).isEqualTo(Map.of("user", expected, "other", List.of("x", 1.5f)));
    assertThat(user).isEqualTo(before);
  }

  @Test
  void aMapIsMaskedByAllModesAsTextIs() {
    var rules =
        """
        [{"name":["a"],"mode":"drop"},{"name":["l","*","a"],"mode":"drop"},{"name":["e","*"],"mode":"drop"},
         {"name":["h"],"mode":"hash"},{"name":["p"],"string_patterns":["x"],"value":"y"},
         {"name":["v"],"value":0},{"name":["f"],"value":0.5},{"name":["t"],"value":true}]
        """;
    var event = new HashMap<String, Object>();
    event.put("a", null);
    event.put("l", List.of(Map.of("a", 1, "b", 2), List.of(Map.of("a", 1))));
    event.put("e", new ArrayList<>(Arrays.asList("x", null, 1)));
    event.put("h", "x");
    event.put("p", List.of("xx", 1));
    event.put("v", 5);
    event.put("f", 5.5);
    event.put("t", false);

    assertThat(apply(rules, null, event).value())
        .isEqualTo(
            Map.of(
                "l",
                List.of(Map.of("b", 2), List.of(Map.of())),
                "e",
                List.of(),
                "h",
                "4fc3b7eaf34d7e594a6f51d9517ba543abf41067b27587ffd82ba3584e4d3cdd",
                "p",
                List.of("yy", 1),
                "v",
                0L,
                "f",
                0.5,
                "t",
                true));
  }

  @Test
  void aTombstonePasses() {
    assertThat(apply(USER, null, null).value()).isNull();
  }

  @Test
  void keyHeadersAndPlaceStayAsTheyWere() {
    var record = apply(USER, Schema.STRING_SCHEMA, "{}");

    assertThat(record.key()).isEqualTo("key");
    assertThat(record.topic()).isEqualTo("topic");
    assertThat(record.kafkaOffset()).isEqualTo(42);
    assertThat(record.timestamp()).isEqualTo(7);
    assertThat(record.valueSchema()).isEqualTo(Schema.STRING_SCHEMA);
    assertThat(record.headers().lastWithName("h").value()).isEqualTo("x");
  }

  @ParameterizedTest
  @ValueSource(strings = {"canary", "\"canary\"", "{\"user\":canary}", ""})
  void whatCannotBeMaskedDoesNotPass(String text) {
    assertThatThrownBy(() -> apply(USER, Schema.STRING_SCHEMA, text))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("SetupError 730: A record of topic topic cannot be masked: it is n")
        .hasMessageEndingWith("Use a converter that produces one of these, and check the rules.")
        .hasMessageNotContaining("canary")
        .hasNoCause();
  }

  @Test
  void aStructOrAMapWithASchemaDoesNotPass() {
    var schema = SchemaBuilder.struct().field("user", Schema.STRING_SCHEMA).build();
    var map = SchemaBuilder.map(Schema.STRING_SCHEMA, Schema.STRING_SCHEMA).build();

    assertThatThrownBy(() -> apply(USER, schema, new Struct(schema).put("user", "canary")))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("it is a Struct, not text, bytes or a schemaless map")
        .hasMessageNotContaining("canary");
    assertThatThrownBy(() -> apply(USER, map, Map.of("user", "canary")))
        .isInstanceOf(DataException.class)
        .hasMessageNotContaining("canary");
  }

  @Test
  void settingsAreChecked() {
    var transform = new Obfuscate<SinkRecord>();
    var hash = "[{\"name\":[\"a\"],\"mode\":\"hash\"}]";

    assertThatThrownBy(() -> transform.configure(Map.of())).isInstanceOf(ConfigException.class);
    assertThatThrownBy(() -> transform.configure(Map.of("rules", "")))
        .isInstanceOf(ConfigException.class);
    assertThatThrownBy(() -> transform.configure(Map.of("rules", "[{}]")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("SetupError 701: Setting rules is not valid: item 1: name");
    assertThatThrownBy(() -> transform.configure(Map.of("rules", hash)))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("SetupError 8: Required setting hash.key not found");
    assertThat(transform.config().validate(Map.of("rules", "[{}]", "hash.key", "canary")))
        .allSatisfy(value -> assertThat(value.toString()).doesNotContain("canary"));
  }

  @Test
  void isFoundByItsManifestAndTellsItsVersion() {
    var found = ServiceLoader.load(Transformation.class).stream();

    assertThat(found.map(ServiceLoader.Provider::type)).contains(Obfuscate.class);
    assertThat(new Obfuscate<SinkRecord>().version()).matches("\\d+\\.\\d+\\.\\d+.*");
  }

  private static SinkRecord apply(String rules, @Nullable Schema schema, @Nullable Object value) {
    var headers = new ConnectHeaders().addString("h", "x");
    var record =
        new SinkRecord(
            "topic",
            0,
            Schema.STRING_SCHEMA,
            "key",
            schema,
            value,
            42,
            7L,
            TimestampType.CREATE_TIME,
            headers);
    try (var transform = new Obfuscate<SinkRecord>()) {
      transform.configure(Map.of("rules", rules, "hash.key", "key"));
      return transform.apply(record);
    }
  }
}
