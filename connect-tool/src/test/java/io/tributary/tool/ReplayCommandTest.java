// SPDX-License-Identifier: Apache-2.0
package io.tributary.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A range that is sent again, and a rewind beside lanes, through the REST API of a worker. */
class ReplayCommandTest {
  private static final String TAIL =
      "\"vendor\":\"acme\",\"service\":\"audit\",\"base_url\":\"https://a.example\",\"reset\":\"\"";
  private static final String DAY = "2026-02-01T00:00:00Z/2026-02-02T00:00:00Z";
  private static final String CUT = "2026-01-01T00:00:00Z/2026-03-01T00:00:00Z/1";

  private final MockWebServer worker = new MockWebServer();

  @BeforeEach
  void start() throws IOException {
    worker.start();
  }

  @AfterEach
  void stop() {
    worker.close();
  }

  @Test
  void addsTheRangeAndWaitsUntilItHasBeenRead() throws Exception {
    answers("{\"replay\":\"2026-01-05T00:00:00Z/2026-01-06T00:00:00Z\"}");
    answers(status("source"));
    answers("{}");
    answers(offsets());
    answers(offsets(lane("replay " + DAY, "2026-02-01T12:00:00Z")));
    answers(offsets(lane("replay " + DAY, "2026-02-02T00:00:00Z")));

    var run = replay("--yes");

    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.out()).isEqualTo("a has sent " + DAY + " again.\n");
    assertThat(requests())
        .anyMatch(
            request ->
                request.equals(
                    "PUT /connectors/a/config {\"replay\":\"2026-01-05T00:00:00Z/2026-01-06T00:00:00Z,"
                        + DAY
                        + "\"}"));
  }

  @Test
  void takesTheRangeOutOnceItHasBeenRead() throws Exception {
    answers("{\"replay\":\"" + DAY + "\"}");
    answers(status("source"));
    answers(offsets(lane("replay " + DAY, "2026-02-02T00:00:00Z")));
    answers("{\"replay\":\"" + DAY + "\"}");
    answers("{}");

    var run = replay("--yes", "--remove", "--json");

    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.json().path("done").asBoolean()).isTrue();
    assertThat(requests()).last().isEqualTo("PUT /connectors/a/config {\"replay\":\"\"}");
  }

  @Test
  void saysThatARangeWithoutEventsNeverReportsItsEnd() {
    answers("{}");
    answers(status("source"));
    answers("{}");
    for (var i = 0; i < 10; i++) {
      answers(offsets());
    }

    var run = replay("--yes", "--timeout", "1");

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out()).contains("goes on. A range without events never reports its end.");
  }

  @Test
  void doesNotWaitIfToldSo() {
    answers("{}");
    answers(status("source"));
    answers("{}");

    var run = replay("--yes", "--timeout", "0");

    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.out()).isEqualTo("a sends " + DAY + " again.\n");
  }

  @Test
  void onlyASourceCanSendARangeAgain() {
    answers("{}");
    answers(status("sink"));

    var run = replay("--yes");

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).contains("a is a sink. Only a source can send a range again.");
  }

  @Test
  void aRangeThatCannotBeIsRefusedBeforeAnyRequest() {
    var soon = Instant.now().plus(1, ChronoUnit.DAYS).toString();

    assertThat(run("replay", "a", "--from", "then", "--to", soon).err())
        .contains("--from: 'then' is not a timestamp");
    assertThat(run("replay", "a", "--from", "2026-02-02", "--to", "2026-02-01").err())
        .contains("must be later than --from");
    assertThat(run("replay", "a", "--from", "2026-02-02", "--to", soon).err())
        .contains("must not be in the future");
    assertThat(worker.getRequestCount()).isZero();
  }

  @Test
  void aRewindMovesTheTailAndKeepsItsHistory() throws Exception {
    var tail = entry(TAIL, "2026-03-05T00:00:00Z", ",\"history\":\"" + CUT + "\"");
    var now = offsets(lane("history-1", "2026-01-07T00:00:00Z"), tail);
    answers(now);
    answers("{\"base.url\": \"https://a.example\"}");
    answers(status("source"));
    answers("");
    answers(
        "{\"name\":\"a\",\"type\":\"source\",\"connector\":{\"state\":\"STOPPED\"},\"tasks\":[]}");
    answers("{\"message\": \"done\"}");
    answers("");
    answers(now);

    var run = run("offsets", "rewind", "a", "--to", "2026-03-04", "--yes");

    assertThat(run.status()).as(run.err()).isZero();
    assertThat(requests())
        .contains(
            "PATCH /connectors/a/offsets {\"offsets\":[{\"partition\":{"
                + TAIL
                + "},\"offset\":{\"last_event_time_in_utc\":\"2026-03-04T00:00:00Z\",\"history\":\""
                + CUT
                + "\"}}]}");
  }

  private CommandRun replay(String... options) {
    var all =
        new ArrayList<>(
            List.of("replay", "a", "--from", "2026-02-01", "--to", "2026-02-01T23:59:59.5Z"));
    all.addAll(List.of(options));
    return run(all.toArray(String[]::new));
  }

  private CommandRun run(String... arguments) {
    var all = new ArrayList<Object>(List.of(arguments));
    all.addAll(List.of("--url", worker.url("/")));
    return CommandRun.of(all.toArray());
  }

  private void answers(String body) {
    worker.enqueue(new MockResponse.Builder().body(body).build());
  }

  private List<String> requests() throws InterruptedException {
    var requests = new ArrayList<String>();
    while (requests.size() < worker.getRequestCount()) {
      var request = worker.takeRequest();
      var body = request.getBody() == null ? "" : request.getBody().utf8();
      requests.add(request.getMethod() + ' ' + request.getTarget() + ' ' + body);
    }
    return requests;
  }

  private static String status(String type) {
    return "{\"name\":\"a\",\"type\":\"%s\",\"connector\":{\"state\":\"RUNNING\"},\"tasks\":[]}"
        .formatted(type);
  }

  private static String lane(String name, String time) {
    return entry(TAIL + ",\"lane\":\"" + name + '"', time, "");
  }

  private static String entry(String partition, String time, String more) {
    return "{\"partition\":{%s},\"offset\":{\"last_event_time_in_utc\":\"%s\"%s}}"
        .formatted(partition, time, more);
  }

  private static String offsets(String... entries) {
    return "{\"offsets\":[" + String.join(",", entries) + "]}";
  }
}
