package io.tributary.testkit;

import java.util.List;

/**
 * What a worker says about a connector. States are Connect's words (RUNNING, PAUSED, STOPPED,
 * FAILED, UNASSIGNED, RESTARTING); a trace is empty unless the state is FAILED.
 */
public record ConnectorStatus(String state, String worker, String trace, List<Task> tasks) {
  /** The same of one task. */
  public record Task(int id, String state, String worker, String trace) {}

  /** Whether the connector and at least one task run, and no task does anything else. */
  public boolean running() {
    return state.equals("RUNNING")
        && !tasks.isEmpty()
        && tasks.stream().allMatch(task -> task.state().equals("RUNNING"));
  }

  /** Whether the connector or a task has failed. */
  public boolean failed() {
    return state.equals("FAILED") || tasks.stream().anyMatch(task -> task.state().equals("FAILED"));
  }
}
