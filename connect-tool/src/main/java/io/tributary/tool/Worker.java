package io.tributary.tool;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.tool.io.CommandFailedException;
import io.tributary.tool.io.JsonIo;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A worker's REST API. A call that meets a rebalance is made again for up to 30 seconds; any other
 * refusal is a {@link CommandFailedException} in the worker's own words.
 */
final class Worker {
  private static final Duration CALL = Duration.ofSeconds(90);
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration PAUSE = Duration.ofMillis(200);
  private static final int CONFLICT = 409;

  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
  private final String root;

  Worker(URI url) {
    this.root = url.toString().replaceAll("/+$", "");
  }

  /** Names of all connectors, sorted. */
  List<String> connectors() {
    var names = new ArrayList<String>();
    call("GET", "/connectors", null).forEach(name -> names.add(name.asText()));
    return names.stream().sorted().toList();
  }

  JsonNode config(String name) {
    return call("GET", path(name) + "/config", null);
  }

  JsonNode status(String name) {
    return call("GET", path(name) + "/status", null);
  }

  /** The body that a PATCH would take. */
  JsonNode offsets(String name) {
    return call("GET", path(name) + "/offsets", null);
  }

  void alterOffsets(String name, Object body) {
    call("PATCH", path(name) + "/offsets", body);
  }

  /** Stops a connector and waits until it is. */
  void stop(String name) {
    call("PUT", path(name) + "/stop", null);
    var end = System.nanoTime() + PATIENCE.toNanos();
    while (!stopped(status(name))) {
      if (System.nanoTime() > end) {
        throw new CommandFailedException(
            name + " has not stopped within " + PATIENCE.toSeconds() + " s.");
      }
      pause();
    }
  }

  void resume(String name) {
    call("PUT", path(name) + "/resume", null);
  }

  void pause(String name) {
    call("PUT", path(name) + "/pause", null);
  }

  private static boolean stopped(JsonNode status) {
    return status.at("/connector/state").asText().equals("STOPPED")
        && status.path("tasks").isEmpty();
  }

  private static String path(String name) {
    return "/connectors/" + URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private JsonNode call(String method, String path, @Nullable Object body) {
    var end = System.nanoTime() + PATIENCE.toNanos();
    var answer = send(method, path, body);
    while (answer.statusCode() == CONFLICT && System.nanoTime() < end) {
      pause();
      answer = send(method, path, body);
    }
    var told = json(answer);
    if (answer.statusCode() / 100 != 2) {
      throw new CommandFailedException(
          "The worker answers %d to %s %s: %s"
              .formatted(
                  answer.statusCode(), method, path, told.path("message").asText("no reason")));
    }
    return told;
  }

  private HttpResponse<String> send(String method, String path, @Nullable Object body) {
    try {
      var content =
          body == null
              ? HttpRequest.BodyPublishers.noBody()
              : HttpRequest.BodyPublishers.ofString(JsonIo.text(body));
      var request =
          HttpRequest.newBuilder(URI.create(root + path))
              .method(method, content)
              .header("Content-Type", "application/json")
              .timeout(CALL)
              .build();
      return http.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException | IllegalArgumentException e) {
      throw new CommandFailedException("No worker answers at " + root + ": " + e + ".");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailedException("Interrupted.");
    }
  }

  private static JsonNode json(HttpResponse<String> answer) {
    try {
      return JsonIo.MAPPER.readTree(answer.body());
    } catch (JsonProcessingException e) {
      return JsonIo.MAPPER.missingNode();
    }
  }

  private static void pause() {
    var later = CompletableFuture.delayedExecutor(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    CompletableFuture.runAsync(() -> {}, later).join();
  }
}
