package io.tributary.quickstart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** A headless Chromium with one page, driven over its DevTools protocol. */
final class Browser implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Duration SOON = Duration.ofSeconds(20);

  private final Process process;
  private final WebSocket socket;
  private final AtomicInteger numbers = new AtomicInteger();
  private final Map<Integer, CompletableFuture<JsonNode>> asked = new ConcurrentHashMap<>();
  private final List<String> problems = new CopyOnWriteArrayList<>();
  private final List<URI> requests = new CopyOnWriteArrayList<>();

  /** The command of the one that is installed. */
  static Optional<Path> installed() {
    return Stream.of(System.getenv("PATH").split(":", -1))
        .flatMap(
            directory ->
                Stream.of("chromium", "chromium-browser", "google-chrome")
                    .map(Path.of(directory)::resolve))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Starts one with a fresh profile in the given directory. */
  Browser(Path command, Path profile) throws IOException {
    process =
        new ProcessBuilder(
                command.toString(),
                "--headless=new",
                "--no-sandbox",
                "--no-first-run",
                "--hide-scrollbars",
                "--disable-background-networking",
                "--disable-component-update",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile,
                "about:blank")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    var port = profile.resolve("DevToolsActivePort");
    Awaitility.await().atMost(SOON).until(() -> Files.exists(port) && Files.size(port) > 0);
    socket =
        HTTP.newWebSocketBuilder()
            .buildAsync(page(Files.readAllLines(port).get(0)), new Listener())
            .join();
    for (String domain : List.of("Page", "Runtime", "Network", "Log")) {
      send(domain + ".enable", Map.of());
    }
    // Without it the keyboard has nothing to act on.
    send("Emulation.setFocusEmulationEnabled", Map.of("enabled", true));
  }

  private static URI page(String port) {
    var list =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/json/list")).build();
    return Awaitility.await()
        .atMost(SOON)
        .until(
            () -> socketOfPage(HTTP.send(list, HttpResponse.BodyHandlers.ofString()).body()),
            Optional::isPresent)
        .orElseThrow();
  }

  private static Optional<URI> socketOfPage(String targets) throws IOException {
    for (JsonNode target : JSON.readTree(targets)) {
      if (target.path("type").asText().equals("page")) {
        return Optional.of(URI.create(target.path("webSocketDebuggerUrl").asText()));
      }
    }
    return Optional.empty();
  }

  void open(URI url) {
    send("Page.navigate", Map.of("url", url.toString()));
    Awaitility.await()
        .atMost(SOON)
        .until(
            () ->
                evaluate("document.readyState + location.href").asText().equals("complete" + url));
  }

  /** As wide and high as a screen of so many CSS pixels; a phone's has more dots than these. */
  void screen(int width, int height, boolean phone) {
    send(
        "Emulation.setDeviceMetricsOverride",
        Map.of(
            "width", width, "height", height, "deviceScaleFactor", phone ? 2 : 1, "mobile", phone));
  }

  /** What the operator prefers, {@code light} or {@code dark}. */
  void colours(String scheme) {
    var feature = Map.of("name", "prefers-color-scheme", "value", scheme);
    send("Emulation.setEmulatedMedia", Map.of("features", List.of(feature)));
  }

  /** The value of a JavaScript expression. */
  JsonNode evaluate(String expression) {
    var answer = send("Runtime.evaluate", Map.of("expression", expression, "returnByValue", true));
    if (answer.has("exceptionDetails")) {
      throw new IllegalStateException(answer.toString());
    }
    return answer.path("result").path("value");
  }

  /** Presses a key; text is what it types, if anything. */
  void press(String key, int code, String text) {
    for (String type : List.of("keyDown", "keyUp")) {
      send(
          "Input.dispatchKeyEvent",
          Map.of(
              "type", type, "key", key, "code", key, "windowsVirtualKeyCode", code, "text", text));
    }
  }

  /** Writes the whole page as PNG. */
  void picture(Path file) throws IOException {
    var picture =
        send("Page.captureScreenshot", Map.of("captureBeyondViewport", true, "format", "png"));
    Files.write(file, Base64.getDecoder().decode(picture.path("data").asText()));
  }

  /** What the console has been told as an error, and what went wrong in scripts. */
  List<String> problems() {
    return problems;
  }

  /** Where the page has asked for anything. */
  List<URI> requests() {
    return requests;
  }

  private JsonNode send(String method, Map<String, ?> parameters) {
    int number = numbers.incrementAndGet();
    var answer = new CompletableFuture<JsonNode>();
    asked.put(number, answer);
    try {
      var message = Map.of("id", number, "method", method, "params", parameters);
      socket.sendText(JSON.writeValueAsString(message), true).join();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return answer.orTimeout(SOON.toSeconds(), TimeUnit.SECONDS).join();
  }

  private void received(JsonNode message) {
    var parameters = message.path("params");
    switch (message.path("method").asText()) {
      case "Network.requestWillBeSent" ->
          requests.add(URI.create(parameters.path("request").path("url").asText()));
      case "Runtime.exceptionThrown" -> problems.add(parameters.toString());
      case "Runtime.consoleAPICalled" -> {
        if (parameters.path("type").asText().equals("error")) {
          problems.add(parameters.toString());
        }
      }
      case "Log.entryAdded" -> {
        if (parameters.path("entry").path("level").asText().equals("error")) {
          problems.add(parameters.toString());
        }
      }
      default -> {
        var answer = asked.remove(message.path("id").asInt());
        if (answer != null && message.has("error")) {
          answer.completeExceptionally(new IllegalStateException(message.toString()));
        } else if (answer != null) {
          answer.complete(message.path("result"));
        }
      }
    }
  }

  private final class Listener implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
      text.append(part);
      if (last) {
        try {
          received(JSON.readTree(text.toString()));
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        } finally {
          text.setLength(0);
        }
      }
      from.request(1);
      return CompletableFuture.completedStage(null);
    }
  }

  @Override
  public void close() {
    // It writes into its profile until all its processes have ended.
    var ends = process.descendants().map(ProcessHandle::onExit).toList();
    process.destroy();
    CompletableFuture.allOf(ends.toArray(new CompletableFuture<?>[0]))
        .orTimeout(SOON.toSeconds(), TimeUnit.SECONDS)
        .join();
    socket.abort();
  }
}
