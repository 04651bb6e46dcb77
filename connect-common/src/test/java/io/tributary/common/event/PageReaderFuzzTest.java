// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.tributary.common.Fuzz;
import io.tributary.common.RandomText;
import io.tributary.common.error.ApiException;
import io.tributary.common.http.Body;
import io.tributary.common.json.LenientJson;
import io.tributary.common.json.Timestamps;
import java.io.IOException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page reader, which makes one pass over bytes, against Jackson's tree of the same bytes. */
class PageReaderFuzzTest {
  private static final List<String> ROWS = List.of("/data", "/result/items", "");
  private static final List<String> IDS = List.of("/id", "/guid", "/nested/id");
  private static final List<String> TIMES = List.of("/created", "/nested/time");
  private static final Instant EARLIEST = Instant.parse("1970-01-02T00:00:00Z");
  private static final PageParser READER = new PageParser(ROWS, IDS, TIMES);

  private static final ObjectReader JACKSON =
      LenientJson.MAPPER.reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  /** A tree holds one member of each name, so bodies that repeat one are not compared. */
  private static final ObjectReader COMPARABLE =
      JACKSON.with(StreamReadFeature.STRICT_DUPLICATE_DETECTION);

  private int rows;

  @Test
  void readsWhatJacksonReads() {
    Fuzz.check(getClass(), this::agrees);
    assertThat(rows).isPositive();
  }

  private boolean agrees(Random random) throws Exception {
    var bytes = new RandomText(random).damaged(page(random).getBytes(UTF_8));
    var body = new Body("GET https://example.com/events", bytes);
    // Jackson lets some bytes pass in names that are not UTF-8.
    var isUtf8 = LenientJson.repaired(bytes) == bytes;
    var tree = tree(COMPARABLE, bytes).filter(json -> isUtf8);
    try {
      var page = READER.read(body);
      var events = page.events();
      for (var event : events.orElse(List.of())) {
        var json = event.json().text();
        if (event.anomaly() == Event.Anomaly.UNREADABLE) {
          assertThat(tree).as("%s is readable", json).isEmpty();
          continue;
        }
        assertThat(tree(JACKSON, json.getBytes(UTF_8))).as(json).isPresent();
      }
      if (tree.isPresent() && !tree.get().has("error") && !tree.get().has("errors")) {
        compare(page, tree.get());
        return events.isPresent();
      }
    } catch (ApiException e) {
      assertThat(tree).as("%s, though Jackson can read it", e.getMessage()).isEmpty();
    }
    return false;
  }

  private void compare(ParsedPage page, JsonNode tree) throws Exception {
    var listed = listed(tree);
    assertThat(page.events().isPresent()).isEqualTo(!listed.isMissingNode());
    var events = page.events().orElse(List.of());
    assertThat(events).hasSize(listed.size());
    for (var i = 0; i < events.size(); i++) {
      var event = events.get(i);
      assertThat(JACKSON.readTree(event.json().text())).isEqualTo(listed.get(i));
      if (event.anomaly() != Event.Anomaly.SHARED_ID) {
        assertThat(event.id()).isEqualTo(id(event, listed.get(i)));
      }
      assertThat(Optional.ofNullable(event.time())).isEqualTo(time(listed.get(i)));
      rows++;
    }
    var total = tree.at("/total");
    if (total.isIntegralNumber() && total.canConvertToInt() && total.asInt() > 0) {
      assertThat(page.number("/total")).hasValue(total.asInt());
    }
  }

  /** The first array that a pointer leads to, or else an empty one if one leads to null. */
  private static JsonNode listed(JsonNode tree) {
    var found = ROWS.stream().map(tree::at).toList();
    return found.stream()
        .filter(JsonNode::isArray)
        .findFirst()
        .or(() -> found.stream().limit(2).filter(JsonNode::isNull).findFirst())
        .orElse(MissingNode.getInstance());
  }

  private static String id(Event event, JsonNode row) {
    return values(IDS, row)
        .map(value -> value.isFloatingPointNumber() ? event.id() : value.asText())
        .findFirst()
        .orElse(HexFormat.of().formatHex(event.json().sha256()));
  }

  private static Optional<Instant> time(JsonNode row) {
    return values(TIMES, row)
        .findFirst()
        .map(JsonNode::asText)
        .flatMap(Timestamps::parse)
        .filter(time -> !time.isBefore(EARLIEST));
  }

  private static Stream<JsonNode> values(List<String> pointers, JsonNode row) {
    return row.isObject()
        ? pointers.stream()
            .map(row::at)
            .filter(value -> value.isTextual() || value.isNumber())
            .filter(value -> !value.asText().matches("[0 -]*"))
        : Stream.of();
  }

  private static Optional<JsonNode> tree(ObjectReader reader, byte[] json) {
    try {
      return Optional.of(reader.readTree(json)).filter(tree -> !tree.isMissingNode());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static String page(Random random) {
    var text = new RandomText(random);
    var rows = text.chance(0.1) ? "null" : text.list(random.nextInt(5), () -> row(random));
    return switch (random.nextInt(4)) {
      case 0 -> rows;
      case 1 ->
          text.object(
              List.of(
                  text.member("total", text.value(0)),
                  text.member("result", text.object(List.of(text.member("items", rows)))),
                  text.member("x", text.value(3))));
      case 2 -> "\uFEFF" + text.object(List.of(text.member("data", rows)));
      default ->
          text.object(
              List.of(
                  text.member("x", text.value(3)),
                  text.member("d\\u0061ta", rows),
                  text.member("total", "" + random.nextInt(100))));
    };
  }

  private static String row(Random random) {
    var text = new RandomText(random);
    var nested =
        text.object(List.of(text.member("time", time(random)), text.member("id", text.value(1))));
    return text.chance(0.1)
        ? text.value(2)
        : text.object(
            List.of(
                text.member("created", text.chance(0.5) ? time(random) : text.value(1)),
                text.member(text.chance(0.5) ? "id" : "guid", text.value(1)),
                text.member("nested", text.chance(0.8) ? nested : text.value(1)),
                text.member("more", text.value(3))));
  }

  private static String time(Random random) {
    return new RandomText(random)
        .one(
            List.of(
                "\"2026-03-01T08:15:42Z\"", "1772352942", "\"\"", "0", "\"soon\"", "null", "-1"));
  }
}
