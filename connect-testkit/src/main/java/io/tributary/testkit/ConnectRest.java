package io.tributary.testkit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Client of a worker's REST API. A call that meets a rebalance (409) is repeated for up to 30
 * seconds; any other answer than 2xx is a {@link ConnectRestException}. Waiting for a state ends
 * with an {@link IllegalStateException} that holds the last status, traces included. Thread-safe.
 */
public final class ConnectRest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private static final Duration REBALANCE = Duration.ofSeconds(30);
  private static final Duration CALL = Duration.ofSeconds(90);

  private final URI root;

  public ConnectRest(URI root) {
    this.root = root;
  }

  public void create(String name, Map<String, String> config) {
    call("POST", "/connectors", Map.of("name", name, "config", config));
  }

  /** Creates the connector or replaces its configuration. */
  public void putConfig(String name, Map<String, String> config) {
    call("PUT", "/connectors/" + name + "/config", config);
  }

  public void pause(String name) {
    call("PUT", "/connectors/" + name + "/pause", null);
  }

  public void resume(String name) {
    call("PUT", "/connectors/" + name + "/resume", null);
  }

  public void stop(String name) {
    call("PUT", "/connectors/" + name + "/stop", null);
  }

  /** Restarts the connector and all its tasks. */
  public void restart(String name) {
    call("POST", "/connectors/" + name + "/restart?includeTasks=true", null);
  }

  public void delete(String name) {
    call("DELETE", "/connectors/" + name, null);
  }

  public ConnectorStatus status(String name) {
    JsonNode all = call("GET", "/connectors/" + name + "/status", null);
    var tasks = new ArrayList<ConnectorStatus.Task>();
    for (JsonNode task : all.path("tasks")) {
      tasks.add(
          new ConnectorStatus.Task(
              task.path("id").asInt(),
              task.path("state").asText(),
              task.path("worker_id").asText(),
              task.path("trace").asText()));
    }
    JsonNode own = all.path("connector");
    return new ConnectorStatus(
        own.path("state").asText(),
        own.path("worker_id").asText(),
        own.path("trace").asText(),
        List.copyOf(tasks));
  }

  public List<ConnectorOffset> offsets(String name) {
    JsonNode offsets = call("GET", "/connectors/" + name + "/offsets", null).path("offsets");
    return JSON.convertValue(offsets, new TypeReference<List<ConnectorOffset>>() {});
  }

  /** Changes the offsets of a stopped connector. */
  public void alterOffsets(String name, List<ConnectorOffset> offsets) {
    call("PATCH", "/connectors/" + name + "/offsets", Map.of("offsets", offsets));
  }

  /** Forgets all offsets of a stopped connector. */
  public void resetOffsets(String name) {
    call("DELETE", "/connectors/" + name + "/offsets", null);
  }

  /**
   * Validates a configuration.
   *
   * @param type class name or alias of the connector
   * @return field to its errors, only fields that have any
   */
  public Map<String, List<String>> validate(String type, Map<String, String> config) {
    var full = new LinkedHashMap<>(config);
    full.putIfAbsent("connector.class", type);
    JsonNode answer = call("PUT", "/connector-plugins/" + type + "/config/validate", full);
    var errors = new LinkedHashMap<String, List<String>>();
    for (JsonNode field : answer.path("configs")) {
      JsonNode value = field.path("value");
      var texts = new ArrayList<String>();
      value.path("errors").forEach(text -> texts.add(text.asText()));
      if (!texts.isEmpty()) {
        errors.put(value.path("name").asText(), List.copyOf(texts));
      }
    }
    return errors;
  }

  /** Any other GET, for instance {@code /connector-plugins}. */
  public JsonNode get(String path) {
    return call("GET", path, null);
  }

  /** Waits until the connector and its tasks run; fails at once when one of them has failed. */
  public void awaitRunning(String name, Duration timeout) {
    ConnectorStatus last =
        await(name, timeout, "running", status -> status.running() || status.failed());
    if (last.failed()) {
      throw new IllegalStateException(name + " has failed: " + last);
    }
  }

  /** Waits for a state of the connector itself, for instance STOPPED. */
  public ConnectorStatus awaitState(String name, String state, Duration timeout) {
    return await(name, timeout, state, status -> status.state().equals(state));
  }

  /** Waits for a state of one task and returns the status then, with the trace of a failure. */
  public ConnectorStatus.Task awaitTaskState(
      String name, int task, String state, Duration timeout) {
    Predicate<ConnectorStatus.Task> wanted = t -> t.id() == task && t.state().equals(state);
    return await(
            name, timeout, "task " + task + " " + state, s -> s.tasks().stream().anyMatch(wanted))
        .tasks()
        .stream()
        .filter(wanted)
        .findFirst()
        .orElseThrow();
  }

  /** Waits until the worker answers and has joined its group. */
  public void awaitReady(Duration timeout) {
    awaitReady(timeout, () -> true);
  }

  public void awaitReady(Duration timeout, BooleanSupplier alive) {
    try {
      poll(timeout).until(() -> answers() || !alive.getAsBoolean());
    } catch (ConditionTimeoutException e) {
      throw new IllegalStateException("the worker at " + root + " is not ready", e);
    }
    if (!alive.getAsBoolean()) {
      throw new IllegalStateException("the worker at " + root + " has ended");
    }
  }

  private boolean answers() {
    try {
      // Answered by the herder, which is ready about a second after the port.
      return send("GET", "/connectors", null).statusCode() == 200;
    } catch (UncheckedIOException e) {
      return false;
    }
  }

  private ConnectorStatus await(
      String name, Duration timeout, String what, Predicate<ConnectorStatus> wanted) {
    try {
      return poll(timeout).until(() -> status(name), wanted);
    } catch (ConditionTimeoutException e) {
      String last = get("/connectors/" + name + "/status").toString();
      throw new IllegalStateException(
          name + " is not " + what + " after " + timeout + " but " + last, e);
    }
  }

  private static ConditionFactory poll(Duration timeout) {
    return Awaitility.await()
        .pollInSameThread()
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(100))
        .ignoreException(ConnectRestException.class)
        .atMost(timeout);
  }

  /** Any other call. */
  public JsonNode call(String method, String path, @Nullable Object body) {
    long start = System.nanoTime();
    HttpResponse<String> answer = send(method, path, body);
    while (answer.statusCode() == 409
        && answer.body().contains("rebalanc")
        && System.nanoTime() - start < REBALANCE.toNanos()) {
      answer = send(method, path, body);
    }
    if (answer.statusCode() / 100 != 2) {
      throw new ConnectRestException(method + " " + path, answer.statusCode(), answer.body());
    }
    try {
      return JSON.readTree(answer.body().isEmpty() ? "null" : answer.body());
    } catch (JsonProcessingException e) {
      throw new ConnectRestException(method + " " + path, answer.statusCode(), answer.body());
    }
  }

  private HttpResponse<String> send(String method, String path, @Nullable Object body) {
    try {
      var content =
          body == null
              ? HttpRequest.BodyPublishers.noBody()
              : HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body));
      var request =
          HttpRequest.newBuilder(URI.create(root + path))
              .method(method, content)
              .header("Content-Type", "application/json")
              .timeout(CALL)
              .build();
      return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(method + " " + root + path + ": " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted in " + method + " " + path, e);
    }
  }
}
