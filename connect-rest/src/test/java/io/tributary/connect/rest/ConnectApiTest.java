// SPDX-License-Identifier: Apache-2.0
package io.tributary.connect.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The calls, and how their responses are read. */
class ConnectApiTest extends WorkerFixture {
  private static final Map<String, String> CONFIG = Map.of("topic", "t");

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
  void readsTheStateOfAWorker() {
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
  void returnsTheErrorsOfEachSetting() {
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
  void aWorkerMayHaveAPathPrefix() throws Exception {
    answers(200, "[]");
    answers(200, "{}");
    var behind = ConnectApi.at(worker.url("/connect/").uri());

    behind.connectors();
    behind.get("/admin");

    assertThat(requested()).isEqualTo("GET /connect/connectors ");
    assertThat(requested()).isEqualTo("GET /connect/admin ");
  }

  @Test
  void isReadyWhenTheWorkerIsHealthy() {
    answers(503, "{\"status\": \"starting\"}");
    answers(200, "{\"status\": \"healthy\"}");

    assertThat(api.isReady()).isFalse();
    assertThat(api.isReady()).isTrue();
  }

  @Test
  void isReadyWhenAWorkerWithoutHealthListsItsConnectors() throws InterruptedException {
    answers(404, "{\"message\": \"HTTP 404 Not Found\"}");
    answers(500, "{\"message\": \"Request timed out\"}");
    answers(404, "{\"message\": \"HTTP 404 Not Found\"}");
    answers(200, "[]");

    assertThat(api.isReady()).isFalse();
    assertThat(api.isReady()).isTrue();
    assertThat(requested()).isEqualTo("GET /health ");
    assertThat(requested()).isEqualTo("GET /connectors ");
  }
}
