// SPDX-License-Identifier: Apache-2.0
package io.tributary.tool;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.tool.io.JsonIo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OffsetsCommandTest {
  private static final String PARTITION =
      "{\"vendor\":\"acme\",\"service\":\"audit\",\"base_url\":\"https://a.example\",\"reset\":\"%s\"}";
  private static final String OFFSET =
      "{\"version\":\"1\",\"last_event_time_in_utc\":\"2026-03-01T08:00:01Z\",\"since_in_utc\":\"2026-03-01T08:00:00Z\","
          + "\"last_ids\":\"[\\\"ypeBEsobvco@tb7nk0\\\",\\\"ypeBEsobvcp@tb7nk0\\\"]\",\"ids_pending\":\"1\"}";

  @TempDir Path directory;
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
  void showsASourceASinkAndAnyOtherConnector() {
    answers("[\"a\", \"s\", \"o\"]");
    answers(status("source", "RUNNING"));
    answers(offsets(entry(PARTITION.formatted(""), OFFSET)));
    answers(status("other", "PAUSED"));
    answers(offsets(entry("{\"p\":1}", "{\"n\":2}")));
    answers(status("sink", "STOPPED"));
    answers(
        offsets(entry("{\"kafka_topic\":\"t\",\"kafka_partition\":3}", "{\"kafka_offset\":7}")));

    var run = run("show");

    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.out().lines())
        .containsExactly(
            "a (source, RUNNING)",
            "  feed acme/audit, base url https://a.example, read up to 2026-03-01T08:00:01Z,"
                + " nothing before 2026-03-01T08:00:00Z, ids remembered 1",
            "o (other, PAUSED)",
            "  partition {p=1}, offset {n=2}",
            "s (sink, STOPPED)",
            "  topic t, partition 3, next offset 7");
  }

  @Test
  void rewindsTheOffsetOfThePresentSettings() throws Exception {
    var now =
        offsets(entry(PARTITION.formatted("old"), OFFSET), entry(PARTITION.formatted(""), OFFSET));
    answers(now);
    answers("{\"base.url\": \"https://a.example/\"}");
    answers(status("source", "PAUSED"));
    answers("");
    answers(
        "{\"name\":\"a\",\"type\":\"source\",\"connector\":{\"state\":\"STOPPED\"},\"tasks\":[]}");
    answers("{\"message\": \"done\"}");
    answers("");
    answers(now);

    var run = run("rewind", "a", "--to", "2026-02-01", "--yes");

    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.out()).startsWith("a is at 2026-03-01T08:00:01Z");
    assertThat(requests())
        .containsSequence(
            "PUT /connectors/a/stop ",
            "GET /connectors/a/status ",
            "PATCH /connectors/a/offsets {\"offsets\":[{\"partition\":"
                + PARTITION.formatted("")
                + ",\"offset\":{\"last_event_time_in_utc\":\"2026-02-01T00:00:00Z\"}}]}",
            "PUT /connectors/a/pause ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://A.example",
        "https://a.example:443/",
        "https://a.example./audit",
        "${x:y}"
      })
  void rewindsTheOffsetOfThePlaceHoweverItIsSpelled(String configured) throws Exception {
    var spelled = PARTITION.formatted("").replace("https://a.", "https://A.");
    for (var stored : List.of(spelled, PARTITION.formatted(""))) {
      var now = offsets(entry(stored, OFFSET));
      answers(now);
      answers("{\"base.url\": \"" + configured + "\"}");
      answersToARewind(now);

      var run = run("rewind", "a", "--to", "2026-02-01", "--yes");

      assertThat(run.status()).as(run.err()).isZero();
    }
    assertThat(requests())
        .filteredOn(request -> request.startsWith("PATCH"))
        .hasSize(2)
        .allMatch(request -> request.contains("{\"partition\":" + PARTITION.formatted("") + ","));
  }

  @Test
  void restoresOfSeveralSpellingsTheCanonicalOne() throws Exception {
    var spelled = PARTITION.formatted("").replace("https://a.", "https://A.");
    var older = OFFSET.replace("2026-03-01T08:00:01Z", "2026-03-01T08:00:00Z");
    var both = offsets(entry(spelled, OFFSET), entry(PARTITION.formatted(""), older));
    var file = Files.writeString(directory.resolve("file"), both);
    answers(both);
    answers("{\"base.url\": \"https://A.example\"}");
    answersToARewind(both);

    var run = run("rewind", "a", "--file", file.toString(), "--yes");

    assertThat(run.status()).as(run.err()).isZero();
    assertThat(requests())
        .contains("PATCH /connectors/a/offsets " + offsets(entry(PARTITION.formatted(""), older)));
  }

  @Test
  void restoresAnExportOfAnEarlierReleaseUnderTheCanonicalAddress() throws Exception {
    var spelled = PARTITION.formatted("").replace("https://a.", "https://A.");
    var file = Files.writeString(directory.resolve("file"), offsets(entry(spelled, OFFSET)));
    answers(offsets());
    answersToARewind(offsets());

    var run = run("rewind", "a", "--file", file.toString(), "--yes");

    assertThat(run.status()).as(run.err()).isZero();
    assertThat(requests())
        .contains("PATCH /connectors/a/offsets " + offsets(entry(PARTITION.formatted(""), OFFSET)));
  }

  @Test
  void anotherPlaceHasNoOffsetToRewind() {
    answers(offsets(entry(PARTITION.formatted(""), OFFSET)));
    answers("{\"base.url\": \"https://a.example:8443\"}");

    var run = run("rewind", "a", "--to", "2026-02-01", "--yes");

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).contains("has no offset to change yet");
  }

  @Test
  void tellsWhichTaskDoesNotRun() {
    answers(
        "{\"name\":\"a\",\"type\":\"sink\",\"connector\":{\"state\":\"RUNNING\"},\"tasks\":"
            + "[{\"id\":0,\"state\":\"RUNNING\"},{\"id\":1,\"state\":\"FAILED\",\"trace\":\"x\"}]}");
    answers(offsets());

    assertThat(run("show", "a").out().lines())
        .containsExactly("a (sink, RUNNING, task 1 FAILED)", "  nothing committed yet");
  }

  @Test
  void aLaterTimeIsRefusedUntilTheOperatorWantsToSkip() throws Exception {
    var now = offsets(entry(PARTITION.formatted(""), OFFSET));
    answers(now);
    answers("{\"base.url\": \"https://a.example\"}");

    var refused = run("rewind", "a", "--to", "2026-03-02T10:00:01Z", "--yes");

    assertThat(refused.status()).isEqualTo(1);
    assertThat(refused.err())
        .contains("a would skip 26 h, from 2026-03-01T08:00:01Z to 2026-03-02T10:00:01Z.")
        .contains("never be delivered. Nothing was changed. Add --skip if you want that.");
    assertThat(requests()).noneMatch(request -> request.startsWith("PUT"));

    answers(now);
    answers("{\"base.url\": \"https://a.example\"}");
    answersToARewind(now);
    assertThat(run("rewind", "a", "--to", "2026-03-02T10:00:01Z", "--yes", "--skip").status())
        .isZero();
  }

  @Test
  void aFileThatWouldSkipIsRefusedAsWell() throws Exception {
    var partition = "{\"kafka_topic\":\"t\",\"kafka_partition\":3}";
    var file =
        Files.writeString(
            directory.resolve("file"), offsets(entry(partition, "{\"kafka_offset\":9}")));
    answers(offsets(entry(partition, "{\"kafka_offset\":7}")));

    var refused = run("rewind", "a", "--file", file.toString(), "--yes");

    assertThat(refused.status()).isEqualTo(1);
    assertThat(refused.err()).contains("a would skip 2 records of topic t, partition 3.");
    assertThat(requests()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"yesterday", "2126-01-01", ""})
  void aTimeThatCannotBeIsFoundBeforeAnythingIsAsked(String time) {
    var run = run("rewind", "a", "--to", time, "--yes");

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("--to: ");
    assertThat(worker.getRequestCount()).isZero();
  }

  @Test
  void aFileThatCannotBeReadBackIsFoundBeforeAnythingIsAsked() throws IOException {
    var broken = OFFSET.replace("@tb7nk0", "@");
    var file =
        Files.writeString(
            directory.resolve("file"), offsets(entry(PARTITION.formatted(""), broken)));

    var run = run("rewind", "a", "--file", file.toString(), "--yes");

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).contains("SetupError 710");
    assertThat(worker.getRequestCount()).isZero();
  }

  @Test
  void anAddressWithoutASchemeIsHttp() {
    answers("[]");

    var run = CommandRun.of("offsets", "show", "--url", "localhost:" + worker.getPort());

    assertThat(run.status()).as(run.err()).isZero();
  }

  private void answersToARewind(String after) {
    answers(status("source", "STOPPED"));
    answers("");
    answers(
        "{\"name\":\"a\",\"type\":\"source\",\"connector\":{\"state\":\"STOPPED\"},\"tasks\":[]}");
    answers("{\"message\": \"done\"}");
    answers(after);
  }

  @Test
  void exportsTheOffsetOfAnEarlierReleaseForGoingBackToIt() throws Exception {
    var present =
        OFFSET
            .replace("\"version\":\"1\"", "\"version\":\"2\"")
            .replace(
                "[\\\"ypeBEsobvco@tb7nk0\\\",\\\"ypeBEsobvcp@tb7nk0\\\"]",
                "tb7nk0.ypeBEsobvcoAAPiPoFgA5WUoAA");
    answers(offsets(entry(PARTITION.formatted(""), present)));
    var file = directory.resolve("before.json");

    var run = run("export", "a", "--offset-version", "1", "--out", file.toString());

    assertThat(run.status()).as(run.err()).isZero();
    assertThat(JsonIo.read(file).at("/offsets/0/offset/version").asText()).isEqualTo("1");
    assertThat(JsonIo.read(file).at("/offsets/0/offset/last_ids").asText())
        .isEqualTo("[\"ypeBEsobvco@tb7nk0\"]");
    assertThat(run("export", "a", "--offset-version", "3").err()).contains("must be 1, got: 3");
  }

  @Test
  void restoresExactlyWhatItHasExported() throws Exception {
    var file = directory.resolve("exported.json");
    answers(offsets(entry("{\"p\":1}", "{\"n\":5000000000}"), entry("{\"p\":2}", "null")));
    run("export", "a", "--out", file.toString());
    answers(offsets());
    answers(status("other", "STOPPED"));
    answers("");
    answers(
        "{\"name\":\"a\",\"type\":\"other\",\"connector\":{\"state\":\"STOPPED\"},\"tasks\":[]}");
    answers("{\"message\": \"done\"}");
    answers(offsets());

    var run = run("rewind", "a", "--file", file.toString(), "--yes");

    assertThat(run.status()).as(run.err()).isZero();
    assertThat(requests())
        .contains(
            "PATCH /connectors/a/offsets "
                + offsets(entry("{\"p\":1}", "{\"n\":5000000000}"), entry("{\"p\":2}", "null")));
  }

  @Test
  void refusesAFileWithoutOffsets() throws IOException {
    for (var text : List.of("[]", "{}", "{\"offsets\": [1]}")) {
      var file = Files.writeString(directory.resolve("file"), text);

      var run = run("rewind", "a", "--file", file.toString(), "--yes");

      assertThat(run.status()).isEqualTo(1);
      assertThat(run.err()).contains("has no offsets");
    }
  }

  @Test
  void reportsAnOffsetThatCannotBeRead() {
    answers(status("source", "RUNNING"));
    answers(offsets(entry(PARTITION.formatted(""), OFFSET.replace("@tb7nk0", "@"))));

    var run = run("show", "a");

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).contains("offset cannot be");
  }

  @Test
  void asksTheOperatorOnATerminalOnly() {
    answers(offsets(entry(PARTITION.formatted(""), OFFSET)));
    answers("{\"base.url\": \"https://a.example\"}");

    var run = run("rewind", "a", "--to", "2026-02-01");

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("--yes");
  }

  private CommandRun run(String... arguments) {
    var all = new ArrayList<Object>(List.of("offsets"));
    all.addAll(List.of(arguments));
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

  private static String status(String type, String state) {
    return "{\"name\":\"a\",\"type\":\"%s\",\"connector\":{\"state\":\"%s\"},\"tasks\":[{\"id\":0,\"state\":\"%2$s\"}]}"
        .formatted(type, state);
  }

  private static String entry(String partition, String offset) {
    return "{\"partition\":" + partition + ",\"offset\":" + offset + '}';
  }

  private static String offsets(String... entries) {
    return "{\"offsets\":[" + String.join(",", entries) + "]}";
  }
}
