// SPDX-License-Identifier: Apache-2.0
package io.tributary.connect.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Refusals, rebalances, and servers that are not workers. */
class ConnectApiErrorTest extends WorkerFixture {
  private static final String REBALANCE =
      "Cannot complete request because of a conflicting operation (e.g. worker rebalance)";

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

    assertThatThrownBy(() -> api.create("a", Map.of())).hasMessageContaining("already exists");
    assertThat(worker.getRequestCount()).isEqualTo(1);
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
    assertThatThrownBy(() -> api.status("a")).hasMessageEndingWith("not the expected JSON.");
  }
}
