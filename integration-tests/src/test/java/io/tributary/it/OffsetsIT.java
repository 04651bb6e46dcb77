// SPDX-License-Identifier: Apache-2.0
package io.tributary.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.connect.rest.ConnectApiException;
import io.tributary.testkit.vendor.EventRow;
import io.tributary.testkit.vendor.Vendors;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The recipes of {@code docs/offsets.md}, with their JSON. */
class OffsetsIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Instant DAY = Instant.parse("2026-10-02T00:00:00Z");
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final DocPage PAGE = DocPage.of("docs/offsets.md");

  @Test
  void anOperatorReadsRewindsSkipsAndStartsOver() throws JsonProcessingException {
    try (var vendor = shown("Rewind")) {
      vendor.add(vendor.rows(1, 200, DAY, DAY.plus(Duration.ofDays(1))));
      var config = vendor.config("offsets");
      config.put("window.max.ms", "0");
      Stack.rest().create("offsets", config);
      var arrivals = new Arrivals("offsets");
      arrivals.are(vendor.truth().values());

      stop("offsets");
      var shown = Stack.rest().get("/connectors/offsets/offsets").path("offsets").path(0);
      var told = body("Read", vendor).path("offsets").path(0);
      assertThat(shown.path("partition")).isEqualTo(told.path("partition"));
      assertThat(shown.path("offset").properties())
          .extracting(Map.Entry::getKey)
          .containsExactlyInAnyOrderElementsOf(
              told.path("offset").properties().stream().map(Map.Entry::getKey).toList());
      assertThat(shown.path("offset")).allMatch(JsonNode::isTextual);

      var rewind = body("Rewind", vendor);
      patchAndResume("offsets", rewind);
      arrivals.are(from(rewind, vendor.truth().values()));

      stop("offsets");
      var more = vendor.rows(2, 200, DAY.plus(Duration.ofDays(1)), DAY.plus(Duration.ofDays(2)));
      vendor.add(more);
      var skip = body("Skip", vendor);
      patchAndResume("offsets", skip);
      arrivals.are(from(skip, more));

      stop("offsets");
      Stack.rest().resetOffsets("offsets");
      Stack.rest().resume("offsets");
      arrivals.are(vendor.truth().values());
      Stack.rest().delete("offsets");
    }
  }

  @Test
  void aFeedOfDevosCollectorIsTakenOver() throws JsonProcessingException {
    try (var vendor = shown("Move")) {
      vendor.add(vendor.rows(1, 200, DAY, DAY.plus(Duration.ofDays(1))));
      var config = vendor.config("offsets-moved");
      Stack.rest().createStopped("moved", config);

      var move = body("Move", vendor);
      patchAndResume("moved", move);

      assertThat(PAGE.text())
          .contains("'last_event_time_in_utc': '" + time(move) + "', 'last_ids'");
      new Arrivals("offsets-moved").are(from(move, vendor.truth().values()));
      Stack.rest().delete("moved");
    }
  }

  @Test
  void aWrongOffsetIsRefusedWithItsReason() throws JsonProcessingException {
    try (var vendor = shown("Rewind")) {
      Stack.rest().createStopped("refused", vendor.config("offsets-refused"));
      var partition = body("Rewind", vendor).at("/offsets/0/partition");
      var time = Map.of("last_event_time_in_utc", "2026-10-02T00:00:00Z");
      var wrongOffsets =
          Map.<String, Map<String, String>>ofEntries(
              Map.entry("a newer version", Map.of("version", "9")),
              Map.entry("a version that is not a number", Map.of("version", "one")),
              Map.entry(
                  "a time that is not a timestamp", Map.of("last_event_time_in_utc", "yesterday")),
              Map.entry(
                  "a time outside the years 1970 to 9999",
                  Map.of("last_event_time_in_utc", "-1000000000-01-01T00:00:00Z")),
              Map.entry("no time", Map.of("last_event_time_in_utc", "")),
              Map.entry(
                  "a time in the future", Map.of("last_event_time_in_utc", "2126-10-02T00:00:00Z")),
              Map.entry("a begin after the time", Map.of("since_in_utc", "2026-10-02T00:00:01Z")),
              Map.entry("an unknown member", Map.of("last_event_time", "2026-10-02T00:00:00Z")),
              Map.entry("ids of Devo's collector", Map.of("last_ids", "[\"1a2b3c\"]")),
              Map.entry("ids that are not a list", Map.of("last_ids", "a,b")),
              Map.entry("more pending ids than there are", Map.of("ids_pending", "1")));
      wrongOffsets.forEach(
          (wrong, member) -> {
            var offset = new HashMap<String, Object>(time);
            offset.putAll(member);
            assertRefused("refused", partition, offset, 500, reason(wrong));
          });
      assertRefused(
          "refused", Map.of("feed", "a"), time, 500, reason("a partition with other members"));
      assertRefused(
          "refused",
          body("Move", vendor).at("/offsets/0/partition"),
          time,
          500,
          reason("a partition of another vendor"));
      var elsewhere = JSON.convertValue(partition, new TypeReference<Map<String, String>>() {});
      elsewhere.put("reset", "2");
      assertRefused(
          "refused",
          elsewhere,
          time,
          500,
          reason("a partition with another address or reset value"));
      elsewhere.put("reset", "");
      elsewhere.put("base_url", elsewhere.get("base_url") + "/");
      assertRefused(
          "refused",
          elsewhere,
          time,
          500,
          reason("a partition whose address is spelled differently"));
      assertThat(Stack.rest().offsets("refused")).isEmpty();

      assertThatThrownBy(() -> Stack.rest().alterOffsets("refused", List.of()))
          .isInstanceOfSatisfying(
              ConnectApiException.class, e -> assertThat(e.status()).isEqualTo(400));
      Stack.rest().resume("refused");
      Stack.rest().awaitRunning("refused", SOON);
      assertRefused("refused", partition, time, 400, "STOPPED state");
      Stack.rest().delete("refused");
    }
  }

  private static void assertRefused(
      String connector, Object partition, Object offset, int status, String reason) {
    var body = Map.of("offsets", List.of(Map.of("partition", partition, "offset", offset)));
    assertThatThrownBy(() -> patch(connector, body))
        .isInstanceOfSatisfying(
            ConnectApiException.class, e -> assertThat(e.status()).isEqualTo(status))
        .hasMessageContaining(reason);
  }

  private static void stop(String connector) {
    Stack.rest().stop(connector);
    Stack.rest().awaitState(connector, "STOPPED", SOON);
  }

  private void patchAndResume(String connector, JsonNode body) {
    var answer = patch(connector, body).path("message").asText();
    assertThat(answer).isNotEmpty();
    assertThat(PAGE.text()).contains(answer);
    Stack.rest().resume(connector);
  }

  private static JsonNode patch(String connector, Object body) {
    return Stack.rest().call("PATCH", "/connectors/" + connector + "/offsets", body);
  }

  /** The JSON below a heading of the page, with the address of the fake. */
  private static JsonNode body(String heading, RunningVendor vendor)
      throws JsonProcessingException {
    return JSON.readTree(block(heading).replaceAll("https://[\\w.]+", vendor.url().toString()));
  }

  private static String block(String heading) {
    return PAGE.markdown().block(heading, "json");
  }

  /** The vendor of the offset below a heading of the page. */
  private static RunningVendor shown(String heading) throws JsonProcessingException {
    var name = JSON.readTree(block(heading)).findValue("partition").path("vendor").asText();
    return RunningVendor.start(Vendors.named(name));
  }

  private static Instant time(JsonNode body) {
    return Instant.parse(body.at("/offsets/0/offset/last_event_time_in_utc").asText());
  }

  /** The reason in the table of refusals. */
  private static String reason(String wrong) {
    return PAGE.markdown().rows("Refused").stream()
        .filter(row -> row.get(0).text().equals(wrong))
        .map(row -> row.get(1).text())
        .findFirst()
        .orElseThrow();
  }

  private static List<EventRow> from(JsonNode body, Collection<EventRow> events) {
    var from = events.stream().filter(event -> !event.time().isBefore(time(body))).toList();
    assertThat(from).isNotEmpty();
    return from;
  }
}
