// SPDX-License-Identifier: Apache-2.0
package io.tributary.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StatusCommandTest {
  private static final String PARTITION =
      "{\"vendor\":\"acme\",\"service\":\"audit\",\"base_url\":\"https://a.example\",\"reset\":\"\"}";

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
  void namesTheErrorOfATaskWithItsRemedyAndTheCommandThatHelps() {
    answers("[\"devo\"]");
    answers(
        status(
            "sink",
            "RUNNING",
            task(0, "RUNNING", ""),
            task(
                1,
                "FAILED",
                "org.apache.kafka.connect.errors.ConnectException: Exiting WorkerSinkTask due to"
                    + " unrecoverable exception.\\n\\tat org.apache.kafka\\nCaused by: java.lang."
                    + "X: SinkError 606: Devo rejected the token. Check domain and token.\\n\\tat")));
    answers(
        "{\"offsets\":[{\"partition\":{\"kafka_topic\":\"t\",\"kafka_partition\":3},\"offset\":"
            + "{\"kafka_offset\":7}}]}");

    var run = run();

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out().lines())
        .containsExactly(
            "devo (sink): RUNNING on w:1",
            "  task 0: RUNNING on w:1",
            "  task 1: FAILED on w:1",
            "  error: SinkError 606: Devo rejected the token. Check domain and token.",
            "  topic t, partition 3, next offset 7",
            "  after the cause is corrected: curl -X POST '"
                + worker.url("/connectors/devo/restart")
                + "?includeTasks=true&onlyFailed=true'");
  }

  @Test
  void saysHowFarASourceHasRead() {
    answers(status("source", "RUNNING", task(0, "RUNNING", "")));
    var time = Instant.now().minusSeconds(7200).toString();
    answers(
        "{\"offsets\":[{\"partition\":"
            + PARTITION
            + ",\"offset\":{\"last_event_time_in_utc\":\""
            + time
            + "\"}}]}");

    var run = run("feed");

    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.out()).contains("  read up to " + time + ", 2 h ago");
  }

  @Test
  void aFailureOfAnotherKindIsShownByItsCause() {
    answers(
        status(
            "source", "RUNNING", task(0, "FAILED", "a.B: outer\\n\\tat x\\nCaused by: c.D: why")));
    answers("{\"offsets\":[]}");

    assertThat(run("feed").out()).contains("  error: Caused by: c.D: why");
  }

  @Test
  void saysHowAPausedOneGoesOnAndWhatAnUnassignedOneWaitsFor() {
    answers(status("source", "PAUSED", task(0, "PAUSED", "")));
    answers("{\"offsets\":[]}");
    answers(status("source", "RUNNING", task(0, "UNASSIGNED", "")));
    answers("{\"offsets\":[]}");

    assertThat(run("a", "b").out())
        .contains("to go on: curl -X PUT '" + worker.url("/connectors/a/resume") + "'")
        .contains("no worker has the task yet");
  }

  @Test
  void isJsonForScripts() {
    answers(status("source", "RUNNING", task(0, "FAILED", "SetupError 710: The offset.")));
    answers("{\"offsets\":[]}");

    var found = run("feed", "--json").json().path(0);

    assertThat(found.path("running").asBoolean()).isFalse();
    assertThat(found.at("/errors/0").asText()).isEqualTo("SetupError 710: The offset.");
  }

  private CommandRun run(String... arguments) {
    var all = new ArrayList<Object>(List.of("status"));
    all.addAll(List.of(arguments));
    all.addAll(List.of("--url", worker.url("/")));
    return CommandRun.of(all.toArray());
  }

  private void answers(String body) {
    worker.enqueue(new MockResponse.Builder().body(body).build());
  }

  private static String task(int id, String state, String trace) {
    return "{\"id\":%d,\"state\":\"%s\",\"worker_id\":\"w:1\",\"trace\":\"%s\"}"
        .formatted(id, state, trace);
  }

  private String status(String type, String state, String... tasks) {
    // The names of the connectors are those in the requests, in alphabetical order.
    var name = type.equals("sink") ? "devo" : "a";
    return "{\"name\":\"%s\",\"type\":\"%s\",\"connector\":{\"state\":\"%s\",\"worker_id\":\"w:1\"},\"tasks\":[%s]}"
        .formatted(name, type, state, String.join(",", tasks));
  }
}
