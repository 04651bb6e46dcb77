// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.record;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.config.TagMap;
import io.tributary.common.event.Event;
import io.tributary.common.json.ByteSlice;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TagSelectorTest {
  private static final TagMap MAP =
      new TagMap(
          "/kind/name",
          Map.of("somekind", "my.app.some", "7", "my.app.seven", "default", "my.app.other"));

  private final TagSelector tags = TagSelector.by(MAP);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"kind\":{\"name\":\"Some Kind\"}}|my.app.some",
        "{\"name\":\"x\",\"kind\":{\"id\":[1,{\"name\":2}],\"name\":\"some-kind\"},\"b\":1}|my.app.some",
        "{\"kind\":{\"name\":7}}|my.app.seven",
        "{\"kind\":{\"name\":\"Another\"}}|my.app.other",
        "{\"kind\":{\"name\":null}}|my.app.other",
        "{\"kind\":{\"name\":{\"name\":\"Some Kind\"}}}|my.app.other",
        "{\"kind\":\"Some Kind\"}|my.app.other",
        "{\"a\":1}|my.app.other",
        "{}|my.app.other",
        "[1]|my.app.other",
        "null|my.app.other",
      })
  void followTheKindOfTheEvent(String json, String tag) {
    assertThat(tags.of(event(json))).isEqualTo(tag);
  }

  @Test
  void areReadOutOfTheEventAlone() {
    var page = "[{\"kind\":{\"name\":\"Some Kind\"}},{\"a\":1}]".getBytes(UTF_8);

    assertThat(tags.of(Event.of("1", null, new ByteSlice(page, 31, 7)))).isEqualTo("my.app.other");
    assertThat(tags.of(Event.of("1", null, new ByteSlice(page, 1, 29)))).isEqualTo("my.app.some");
  }

  @Test
  void areTheSameForAllWhereThereIsNoMap() {
    assertThat(TagSelector.always("my.app.all").of(event("{}"))).isEqualTo("my.app.all");
  }

  private static Event event(String json) {
    return Event.of("1", null, ByteSlice.of(json.getBytes(UTF_8)));
  }
}
