// SPDX-License-Identifier: Apache-2.0
package io.tributary.connect.rest;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Objects;

/**
 * The status of a connector. States are Connect's words: RUNNING, PAUSED, STOPPED, FAILED,
 * UNASSIGNED, RESTARTING.
 *
 * @param type source or sink
 */
public record ConnectorStatus(String name, String type, Connector connector, List<Task> tasks) {
  /**
   * The status of the connector itself.
   *
   * @param worker host and port of the worker that runs it
   * @param trace the stack trace if it has failed; empty otherwise
   */
  public record Connector(String state, @JsonProperty("worker_id") String worker, String trace) {
    public Connector {
      trace = Objects.requireNonNullElse(trace, "");
    }
  }

  /**
   * The status of one task.
   *
   * @param worker host and port of the worker that runs it
   * @param trace the stack trace if it has failed; empty otherwise
   */
  public record Task(int id, String state, @JsonProperty("worker_id") String worker, String trace) {
    public Task {
      trace = Objects.requireNonNullElse(trace, "");
    }
  }

  /** The state of the connector itself. */
  public String state() {
    return connector.state();
  }

  /** Whether the connector runs, at least one task runs, and no task has another state. */
  public boolean running() {
    return state().equals("RUNNING")
        && !tasks.isEmpty()
        && tasks.stream().allMatch(task -> task.state().equals("RUNNING"));
  }

  /** Whether the connector or a task has failed. */
  public boolean failed() {
    return state().equals("FAILED")
        || tasks.stream().anyMatch(task -> task.state().equals("FAILED"));
  }

  /** Whether the connector is stopped and has no tasks. */
  public boolean stopped() {
    return state().equals("STOPPED") && tasks.isEmpty();
  }
}
