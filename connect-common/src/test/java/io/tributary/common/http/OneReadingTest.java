// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.map;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.tributary.common.config.TagMap;
import io.tributary.common.event.Event;
import io.tributary.common.event.PageParser;
import io.tributary.common.json.ByteSlice;
import io.tributary.common.json.MemberAppender;
import io.tributary.common.json.SchemalessJson;
import io.tributary.common.obfuscation.Masks;
import io.tributary.common.record.TagSelector;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** An event that one reader of JSON accepts is accepted by all others (R3, R9). */
class OneReadingTest {
  private static final Object PLACEHOLDER = Map.of("placeholder", true);

  /** What is odd, its name and value in JSON, and whether a Connect converter can carry it. */
  static Stream<Arguments> oddities() {
    return Stream.of(
        arguments("a number of 1,001 digits", "\"n\":" + "7".repeat(1_001), true),
        arguments("a number of 400,000 digits", "\"n\":" + "7".repeat(400_000), true),
        arguments("a fraction of 1,001 digits", "\"n\":0." + "7".repeat(1_001), true),
        arguments("997 arrays", "\"n\":" + "[".repeat(997) + "]".repeat(997), true),
        arguments("a name of 50,000 characters", "\"" + "n".repeat(50_000) + "\":1", true),
        arguments("a name of 50,001 characters", "\"" + "n".repeat(50_001) + "\":1", false),
        arguments("a raw tab", "\"n\":\"a\tb\"", true),
        arguments("a raw line break", "\"n\":\"a\nb\"", true),
        arguments("a number that is none", "\"n\":[NaN,-Infinity]", true));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("oddities")
  void thePageParserReadsIt(String what, String member) {
    var body = body("{\"data\":[" + event(member) + "]}");

    var events = new PageParser(List.of("/data"), List.of("/id"), List.of()).read(body).rows(body);

    assertThat(events).singleElement().satisfies(event -> assertThat(event.id()).isEqualTo("x"));
    assertThat(events.get(0).json().text()).isEqualTo(event(member));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("oddities")
  void theMaskerPassesIt(String what, String member) {
    var bytes = event(member).getBytes(UTF_8);

    assertThat(mask("[{\"name\":[\"user\"]}]", bytes)).isEqualTo(masked(member));
    assertThat(mask("[{\"name\":[\"*\"],\"string_patterns\":[\"canary\"]}]", bytes))
        .isEqualTo(masked(member));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("oddities")
  void aMapHoldsItOrGivesWayToThePlaceholder(String what, String member, boolean portable) {
    var value = SchemalessJson.parse(event(member), () -> "{\"placeholder\":true}");

    if (portable) {
      assertThat(value)
          .asInstanceOf(map(String.class, Object.class))
          .hasSize(3)
          .containsEntry("user", "canary");
      assertThat(Masks.of("[{\"name\":[\"user\"]}]").mask(value))
          .asInstanceOf(map(String.class, Object.class))
          .containsEntry("user", "****SANITIZED****");
    } else {
      assertThat(value).isEqualTo(PLACEHOLDER);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("oddities")
  void anErrorIsReadNextToIt(String what, String member) {
    var before = "{\"rows\":[" + event(member) + "],\"error\":{" + member + ",\"code\":\"E_1\"}}";
    var after = "{\"errors\":[{\"message\":\"no\"," + member + "}," + event(member) + "]}";

    assertThat(ErrorBody.of(before.getBytes(UTF_8))).isEqualTo(new ErrorBody("E_1", ""));
    assertThat(ErrorBody.of(after.getBytes(UTF_8))).isEqualTo(new ErrorBody("", "no"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("oddities")
  void membersAreAddedAndTheTagIsFoundNextToIt(String what, String member) {
    var json = ByteSlice.of(event(member).getBytes(UTF_8));
    var tags = TagSelector.by(new TagMap("/user", Map.of("canary", "a.b", "default", "c.d")));

    assertThat(new MemberAppender(Map.of("user", "other")).into(json)).isEqualTo(event(member));
    assertThat(tags.of(Event.of("x", null, json))).isEqualTo("a.b");
  }

  private static String event(String member) {
    return "{\"id\":\"x\"," + member + ",\"user\":\"canary\"}";
  }

  private static String masked(String member) {
    return event(member).replace("canary", "****SANITIZED****");
  }

  private static String mask(String rules, byte[] event) {
    return new String(Masks.of(rules).mask(event, 0, event.length), UTF_8);
  }

  private static Body body(String text) {
    return new Body("GET https://example.com/events", text.getBytes(UTF_8));
  }
}
