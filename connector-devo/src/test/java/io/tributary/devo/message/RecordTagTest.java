// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.devo.config.DevoSinkConfig;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.storage.SimpleHeaderConverter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordTagTest {

  @ParameterizedTest
  @ValueSource(strings = {"1.10", "12.5", "true", "2026-11-30", "[1,2]", "{\"a\":1}", "7"})
  void refusesAHeaderWhoseTextWasGuessedToBeSomethingElse(String written) {
    var guessed =
        new SimpleHeaderConverter().toConnectHeader("t", "devo.tag", written.getBytes(UTF_8));

    assertThat(guessed.value()).isNotInstanceOf(String.class);
    assertThatThrownBy(() -> tag(guessed.value()))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("SinkError 602: The record at t-0 offset 12 has no valid Devo tag:")
        .hasMessageContaining(
            "header.converter to org.apache.kafka.connect.storage.StringConverter");
  }

  @Test
  void namesTheKindOfAHeaderThatIsNotText() {
    assertThatThrownBy(() -> tag(1.1))
        .hasMessage(
            "SinkError 602: The record at t-0 offset 12 has no valid Devo tag: the header devo.tag is"
                + " not text but Double. Set header.converter to"
                + " org.apache.kafka.connect.storage.StringConverter. Set tag or tag.map, or correct"
                + " the header. A tag has 2 to 6 levels, such as my.app.a, and tags.allowed, where"
                + " set, must include it.");
    for (var value :
        List.of(Date.from(Instant.EPOCH), Map.of(), List.of("a.b"), new Object(), 'x')) {
      assertThatThrownBy(() -> tag(value)).hasMessageContaining("is not text but");
    }
  }

  @Test
  void readsTextAndBytes() {
    assertThat(tag("my.app.own")).isEqualTo("my.app.own");
    assertThat(tag("my.app.own".getBytes(UTF_8))).isEqualTo("my.app.own");
    assertThat(tag(ByteBuffer.wrap("my.app.own".getBytes(UTF_8)))).isEqualTo("my.app.own");
    assertThatThrownBy(() -> tag(new byte[] {(byte) 0xFF, '.', 'a'}))
        .hasMessageContaining("SinkError 602");
  }

  @Test
  void isThatOfTheTopicWhereTheHeaderIsNull() {
    assertThat(tag(null)).isEqualTo("my.app.rest");
  }

  @Test
  void isInTheHeaderThatTheSettingNames() {
    assertThat(message("tag.header", "X-Table", "X-Table").tag()).isEqualTo("my.app.own");
    assertThat(message("tag.header", "X-Table", "devo.tag").tag()).isEqualTo("my.app.rest");
    assertThat(message("tag.header", "", "devo.tag").tag()).isEqualTo("my.app.rest");
  }

  private static DevoMessage message(String setting, String value, String header) {
    var record = record();
    record.headers().addString(header, "my.app.own");
    return mapper(setting, value).map(record).orElseThrow();
  }

  @Test
  void isLimitedInAHeaderAndNowhereElse() {
    var tags = tags("tags.allowed", "my.app.orders, my.audit.*", "tag.map", "t:other.table");

    assertThat(tag(tags, "my.app.orders")).isEqualTo("my.app.orders");
    assertThat(tag(tags, "my.audit.a")).isEqualTo("my.audit.a");
    assertThat(tag(tags, "my.audit.a.b")).isEqualTo("my.audit.a.b");
    assertThat(tag(tags, null)).isEqualTo("other.table");
    for (var other : List.of("my.app.order", "my.app.orders.x", "my.auditor.a", "other.table")) {
      assertThatThrownBy(() -> tag(tags, other))
          .isInstanceOf(DataException.class)
          .hasMessageContaining(
              "SinkError 602: The record at t-0 offset 12 has no valid Devo tag: "
                  + other
                  + ", which the setting tags.allowed does not include.");
    }
  }

  private static String tag(Object value) {
    return tag(tags("tag", "my.app.rest"), value);
  }

  private static String tag(RecordTag tags, Object value) {
    var headers = new ConnectHeaders().add("devo.tag", new SchemaAndValue(null, value));
    return tags.of(record(), headers.lastWithName("devo.tag"));
  }

  private static RecordTag tags(String... settings) {
    return new RecordTag(config(settings));
  }

  private static MessageMapper mapper(String... settings) {
    return new MessageMapper(config(settings), InstantSource.system());
  }

  private static DevoSinkConfig config(String... settings) {
    var all = new HashMap<>(Map.of("endpoint", "tcp://127.0.0.1:1", "tag", "my.app.rest"));
    for (var index = 0; index < settings.length; index += 2) {
      all.put(settings[index], settings[index + 1]);
    }
    return new DevoSinkConfig(all);
  }

  private static SinkRecord record() {
    return new SinkRecord("t", 0, null, null, null, "x", 12);
  }
}
