// SPDX-License-Identifier: Apache-2.0
package io.tributary.connect.rest;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The REST API of a Kafka Connect worker of release 3.7 or later. Each method makes the one call
 * that its Javadoc names and repeats it for up to 30 seconds while the worker's group rebalances.
 * Any response other than a success throws {@link ConnectApiException}. Thread-safe.
 */
public interface ConnectApi {
  /** A client of the worker at an address such as {@code http://localhost:8083}. */
  static ConnectApi at(URI worker) {
    return at(worker, WorkerAccess.OPEN);
  }

  /**
   * A client of a worker that is protected. Its address must not contain a user or a password,
   * because messages show it.
   */
  static ConnectApi at(URI worker, WorkerAccess access) {
    return new JsonConnectApi(worker, access);
  }

  /** {@code GET /}. */
  ServerInfo server();

  /**
   * {@code GET /health}, or {@code GET /connectors} on a worker before 3.9: whether the worker
   * answers and has joined its group. Never throws.
   */
  boolean isReady();

  /** {@code GET /connectors}: the names, sorted. */
  List<String> connectors();

  /** {@code POST /connectors}. */
  void create(String name, Map<String, String> config);

  /** {@code POST /connectors} with the initial state {@code STOPPED}. */
  void createStopped(String name, Map<String, String> config);

  /** {@code GET /connectors/NAME/config}. */
  Map<String, String> config(String name);

  /** {@code PUT /connectors/NAME/config}: creates the connector or replaces its configuration. */
  void putConfig(String name, Map<String, String> config);

  /** {@code GET /connectors/NAME/status}. */
  ConnectorStatus status(String name);

  /** {@code GET /connectors/NAME/topics}: the topics that it has used so far, sorted. */
  List<String> topics(String name);

  /** {@code PUT /connectors/NAME/pause}. */
  void pause(String name);

  /** {@code PUT /connectors/NAME/resume}. */
  void resume(String name);

  /** {@code PUT /connectors/NAME/stop}. */
  void stop(String name);

  /** {@code POST /connectors/NAME/restart}: the connector and all its tasks. */
  void restart(String name);

  /** {@code DELETE /connectors/NAME}. */
  void delete(String name);

  /** {@code GET /connectors/NAME/offsets}. */
  List<ConnectorOffset> offsets(String name);

  /**
   * {@code PATCH /connectors/NAME/offsets}, for a stopped connector.
   *
   * @return the worker's message
   */
  String alterOffsets(String name, List<ConnectorOffset> offsets);

  /**
   * {@code DELETE /connectors/NAME/offsets}, for a stopped connector.
   *
   * @return the worker's message
   */
  String resetOffsets(String name);

  /** {@code GET /connector-plugins}. */
  List<ConnectorPlugin> plugins();

  /**
   * {@code PUT /connector-plugins/TYPE/config/validate}.
   *
   * @param type class name or alias of the connector
   * @return the errors of each setting that has any
   */
  Map<String, List<String>> validate(String type, Map<String, String> config);

  /** {@code GET /admin/loggers}: the level of each logger that has one. */
  Map<String, String> loggers();

  /** {@code PUT /admin/loggers/LOGGER}: sets the level of a logger and of all below it. */
  void setLoggerLevel(String logger, String level);

  /** {@code GET PATH}, for a call without its own method here. */
  default JsonNode get(String path) {
    return call("GET", path, null);
  }

  /** Any other call. */
  JsonNode call(String method, String path, @Nullable Object body);

  /** Waits until the connector and its tasks run. Throws at once if one of them has failed. */
  default void awaitRunning(String name, Duration timeout) {
    var last =
        StatusPoll.await(
            this, name, "running", status -> status.running() || status.failed(), timeout);
    if (last.failed()) {
      throw new ConnectApiException(name + " has failed: " + last);
    }
  }

  /** Waits until the connector itself has a state such as {@code STOPPED}. */
  default ConnectorStatus awaitState(String name, String state, Duration timeout) {
    return StatusPoll.await(this, name, state, status -> status.state().equals(state), timeout);
  }

  /** Waits until the connector is stopped and none of its tasks is left. */
  default void awaitStopped(String name, Duration timeout) {
    var unused = StatusPoll.await(this, name, "stopped", ConnectorStatus::stopped, timeout);
  }

  /** Waits until a task has a state such as {@code FAILED}. */
  default ConnectorStatus.Task awaitTaskState(
      String name, int task, String state, Duration timeout) {
    Predicate<ConnectorStatus.Task> wanted = t -> t.id() == task && t.state().equals(state);
    return StatusPoll.await(
            this,
            name,
            "in task " + task + " " + state,
            status -> status.tasks().stream().anyMatch(wanted),
            timeout)
        .tasks()
        .stream()
        .filter(wanted)
        .findFirst()
        .orElseThrow();
  }
}
