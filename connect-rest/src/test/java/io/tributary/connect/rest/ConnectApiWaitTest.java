// SPDX-License-Identifier: Apache-2.0
package io.tributary.connect.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Waiting for a state of a connector or a task. */
class ConnectApiWaitTest extends WorkerFixture {
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
  void aWaitThatTimesOutReportsTheLastStatus() {
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
}
