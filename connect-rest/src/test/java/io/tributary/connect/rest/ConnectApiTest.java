// SPDX-License-Identifier: Apache-2.0
package io.tributary.connect.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ConnectApiTest {
  private static final Map<String, String> CONFIG = Map.of("topic", "t");
  private static final String REBALANCE =
      "Cannot complete request because of a conflicting operation (e.g. worker rebalance)";

  private final MockWebServer worker = new MockWebServer();
  private ConnectApi api = ConnectApi.at(URI.create("http://127.0.0.1:1"));

  @BeforeEach
  void start() throws IOException {
    worker.start();
    api = ConnectApi.at(worker.url("/").uri());
  }

  @AfterEach
  void stop() {
    worker.close();
  }

  static Stream<Arguments> calls() {
    return Stream.of(
        call(
            api -> api.create("a", CONFIG), "POST /connectors {'name':'a','config':{'topic':'t'}}"),
        call(api -> api.putConfig("a b", CONFIG), "PUT /connectors/a%20b/config {'topic':'t'}"),
        call(api -> api.pause("a/b"), "PUT /connectors/a%2Fb/pause "),
        call(api -> api.resume("a"), "PUT /connectors/a/resume "),
        call(api -> api.stop("a"), "PUT /connectors/a/stop "),
        call(api -> api.restart("a"), "POST /connectors/a/restart?includeTasks=true "),
        call(api -> api.delete("a"), "DELETE /connectors/a "),
        call(api -> api.resetOffsets("a"), "DELETE /connectors/a/offsets "),
        call(
            api -> api.alterOffsets("a", List.of(new ConnectorOffset(Map.of("p", 1), null))),
            "PATCH /connectors/a/offsets {'offsets':[{'partition':{'p':1},'offset':null}]}"),
        call(
            api -> api.validate("A", CONFIG),
            "PUT /connector-plugins/A/config/validate {'topic':'t','connector.class':'A'}"),
        call(
            api -> api.setLoggerLevel("io.tributary", "DEBUG"),
            "PUT /admin/loggers/io.tributary {'level':'DEBUG'}"),
        call(api -> api.get("/connectors?expand=status"), "GET /connectors?expand=status "));
  }

  private static Arguments call(Consumer<ConnectApi> call, String request) {
    return arguments(call, request);
  }

  @ParameterizedTest
  @MethodSource("calls")
  void makesTheCallThatIsDocumented(Consumer<ConnectApi> call, String request) throws Exception {
    answers(200, "{}");

    call.accept(api);

    assertThat(requested()).isEqualTo(request.replace('\'', '"'));
  }

  @Test
  void createsAConnectorThatDoesNotRun() throws Exception {
    answers(201, "{}");

    api.createStopped("a", CONFIG);

    assertThat(requested())
        .startsWith("POST /connectors ")
        .contains("\"initial_state\":\"STOPPED\"");
  }

  @Test
  void readsAStatusWithMembersItDoesNotKnow() {
    answers(
        200,
        """
        {"name": "a", "type": "source", "new": 1,
         "connector": {"state": "RUNNING", "worker_id": "w:1", "version": "4.3.1"},
         "tasks": [{"id": 0, "state": "FAILED", "worker_id": "w:2", "trace": "t"}]}
        """);

    var status = api.status("a");

    assertThat(status.connector()).isEqualTo(new ConnectorStatus.Connector("RUNNING", "w:1", ""));
    assertThat(status.tasks()).containsExactly(new ConnectorStatus.Task(0, "FAILED", "w:2", "t"));
    assertThat(status.running()).isFalse();
    assertThat(status.failed()).isTrue();
  }

  @Test
  void readsOffsetsAsTheyAreStored() {
    answers(
        200,
        """
        {"offsets": [{"partition": {"p": "1"}, "offset": {"n": 5000000000}},
                     {"partition": {}, "offset": null}]}
        """);

    assertThat(api.offsets("a"))
        .containsExactly(
            new ConnectorOffset(Map.of("p", "1"), Map.of("n", 5_000_000_000L)),
            new ConnectorOffset(Map.of(), null));
  }

  @Test
  void readsWhatAWorkerHas() {
    answers(200, "{\"version\": \"3.9.2\", \"commit\": \"c\", \"kafka_cluster_id\": \"k\"}");
    answers(200, "[\"b\", \"a\"]");
    answers(200, "{\"topic\": \"t\"}");
    answers(200, "{\"a\": {\"topics\": [\"y\", \"x\"]}}");
    answers(200, "[{\"class\": \"io.x.FooSourceConnector\", \"type\": \"source\"}]");
    answers(200, "{\"root\": {\"level\": \"WARN\", \"last_modified\": null}}");

    assertThat(api.server()).isEqualTo(new ServerInfo("3.9.2", "c", "k"));
    assertThat(api.connectors()).containsExactly("a", "b");
    assertThat(api.config("a")).isEqualTo(CONFIG);
    assertThat(api.topics("a")).containsExactly("x", "y");
    assertThat(api.plugins())
        .containsExactly(new ConnectorPlugin("io.x.FooSourceConnector", "source", ""));
    assertThat(api.loggers()).containsExactly(Map.entry("root", "WARN"));
  }

  @Test
  void tellsWhichSettingsAreWrong() {
    answers(
        200,
        """
        {"error_count": 1, "configs": [
          {"value": {"name": "topic", "errors": ["missing", "too short"]}},
          {"value": {"name": "url", "errors": []}}]}
        """);

    assertThat(api.validate("A", CONFIG))
        .isEqualTo(Map.of("topic", List.of("missing", "too short")));
  }

  @Test
  void aRefusalCarriesStatusAndReason() {
    answers(404, "{\"error_code\": 404, \"message\": \"Connector a not found\"}");

    assertThatThrownBy(() -> api.pause("a"))
        .hasMessage("The worker answers 404 to PUT /connectors/a/pause: Connector a not found")
        .isInstanceOfSatisfying(
            ConnectApiException.class,
            e -> {
              assertThat(e.status()).isEqualTo(404);
              assertThat(e.reason()).isEqualTo("Connector a not found");
            });
  }

  @Test
  void aRefusalWithoutJsonHasNoReason() {
    answers(502, "<html>");

    assertThatThrownBy(() -> api.connectors())
        .hasMessage("The worker answers 502 to GET /connectors: no reason");
  }

  @Test
  void callsAgainWhileTheGroupRebalances() {
    answers(409, "{\"message\": \"" + REBALANCE + "\"}");
    answers(409, "{\"message\": \"" + REBALANCE + "\"}");
    answers(202, "");

    api.stop("a");

    assertThat(worker.getRequestCount()).isEqualTo(3);
  }

  @Test
  void doesNotWaitForAConnectorThatExistsToGo() {
    answers(409, "{\"message\": \"Connector a already exists\"}");

    assertThatThrownBy(() -> api.create("a", CONFIG)).hasMessageContaining("already exists");
    assertThat(worker.getRequestCount()).isEqualTo(1);
  }

  @Test
  void aWorkerMayStandBehindAPath() throws Exception {
    answers(200, "[]");
    answers(200, "{}");
    var behind = ConnectApi.at(worker.url("/connect/").uri());

    behind.connectors();
    behind.get("/admin");

    assertThat(requested()).isEqualTo("GET /connect/connectors ");
    assertThat(requested()).isEqualTo("GET /connect/admin ");
  }

  @Test
  void reportsThatNoWorkerAnswers() {
    var url = worker.url("").toString();
    worker.close();

    assertThat(api.isReady()).isFalse();
    assertThatThrownBy(api::connectors)
        .hasMessageStartingWith("No worker answers at " + url + ": ")
        .isInstanceOfSatisfying(ConnectApiException.class, e -> assertThat(e.status()).isZero());
    assertThatThrownBy(() -> ConnectApi.at(URI.create("localhost:8083")).connectors())
        .hasMessage(
            "No worker answers at localhost:8083: not a URL such as http://localhost:8083.");
  }

  @Test
  void reportsAServerThatIsNoWorker() {
    answers(200, "<html>");
    answers(200, "[1]");

    assertThatThrownBy(() -> api.status("a")).hasMessageEndingWith("is not JSON.");
    assertThatThrownBy(() -> api.status("a")).hasMessageEndingWith("other JSON than expected.");
  }

  @Test
  void isReadyWhenTheWorkerIsHealthy() {
    answers(503, "{\"status\": \"starting\"}");
    answers(200, "{\"status\": \"healthy\"}");

    assertThat(api.isReady()).isFalse();
    assertThat(api.isReady()).isTrue();
  }

  @Test
  void waitsForAStateOfAConnectorThatIsUnknownAtFirst() {
    answers(404, "{\"message\": \"No status found for connector a\"}");
    answers(200, status("RUNNING", "UNASSIGNED"));
    answers(200, status("RUNNING", "RUNNING"));

    api.awaitRunning("a", Duration.ofSeconds(10));

    assertThat(worker.getRequestCount()).isEqualTo(3);
  }

  @Test
  void aConnectorThatHasFailedIsNotWaitedFor() {
    answers(200, status("RUNNING", "FAILED"));

    assertThatThrownBy(() -> api.awaitRunning("a", Duration.ofSeconds(10)))
        .hasMessageContaining("a has failed")
        .hasMessageContaining("the trace");
  }

  @Test
  void aWaitInVainTellsTheLastStatus() {
    answers(200, status("PAUSED", "PAUSED"));

    assertThatThrownBy(() -> api.awaitState("a", "STOPPED", Duration.ZERO))
        .hasMessageContaining("a is not STOPPED after 0 s but ")
        .hasMessageContaining("PAUSED");
  }

  @Test
  void waitsForOneTask() {
    answers(200, status("RUNNING", "FAILED"));

    assertThat(api.awaitTaskState("a", 0, "FAILED", Duration.ofSeconds(10)).trace())
        .isEqualTo("the trace");
  }

  private static String status(String connector, String task) {
    return """
    {"name": "a", "type": "source", "connector": {"state": "%s", "worker_id": "w"},
     "tasks": [{"id": 0, "state": "%s", "worker_id": "w", "trace": "the trace"}]}
    """
        .formatted(connector, task);
  }

  private void answers(int status, String body) {
    worker.enqueue(new MockResponse.Builder().code(status).body(body).build());
  }

  private String requested() throws InterruptedException {
    var request = worker.takeRequest();
    var body = request.getBody() == null ? "" : request.getBody().utf8();
    return request.getMethod() + ' ' + request.getTarget() + ' ' + body;
  }
}
