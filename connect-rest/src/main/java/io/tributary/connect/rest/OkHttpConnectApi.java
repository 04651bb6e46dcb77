package io.tributary.connect.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.jspecify.annotations.Nullable;

/** The API over OkHttp, which our jars carry already; Retrofit would be one more library. */
final class OkHttpConnectApi implements ConnectApi {
  private static final Duration CONNECT = Duration.ofSeconds(10);

  /** A worker answers within this time, even if only to say that it could not do the request. */
  private static final Duration CALL = Duration.ofSeconds(90);

  private static final Duration REBALANCE = Duration.ofSeconds(30);
  private static final int CONFLICT = 409;
  private static final String NO_REASON = "no reason";
  private static final MediaType JSON = MediaType.get("application/json");
  private static final JsonMapper MAPPER =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();
  private static final OkHttpClient HTTP =
      new OkHttpClient.Builder()
          .connectTimeout(CONNECT)
          .readTimeout(CALL)
          .callTimeout(CALL)
          .build();

  private final URI worker;
  private final @Nullable HttpUrl root;

  OkHttpConnectApi(URI worker) {
    this.worker = worker;
    this.root = HttpUrl.parse(worker.toString());
  }

  @JsonInclude(JsonInclude.Include.NON_NULL)
  private record NewConnector(
      String name,
      Map<String, String> config,
      @JsonProperty("initial_state") @Nullable String initialState) {}

  /** An answer, whatever its status. */
  private record Reply(int status, String body) {
    boolean isSuccess() {
      return status / 100 == 2;
    }

    /** A connector that exists already is a conflict too, which no waiting resolves. */
    boolean isRebalance() {
      return status == CONFLICT && !body.contains("already exists");
    }
  }

  @Override
  public ServerInfo server() {
    return read(call("GET", url("")), new TypeReference<>() {});
  }

  @Override
  public boolean isReady() {
    try {
      return send(request("GET", url("health"), null)).isSuccess();
    } catch (ConnectApiException e) {
      return false;
    }
  }

  @Override
  public List<String> connectors() {
    return sorted(call("GET", url("connectors")));
  }

  @Override
  public void create(String name, Map<String, String> config) {
    call("POST", url("connectors"), new NewConnector(name, config, null));
  }

  @Override
  public void createStopped(String name, Map<String, String> config) {
    call("POST", url("connectors"), new NewConnector(name, config, "STOPPED"));
  }

  @Override
  public Map<String, String> config(String name) {
    return read(call("GET", connector(name, "config")), new TypeReference<>() {});
  }

  @Override
  public void putConfig(String name, Map<String, String> config) {
    call("PUT", connector(name, "config"), config);
  }

  @Override
  public ConnectorStatus status(String name) {
    return read(call("GET", connector(name, "status")), new TypeReference<>() {});
  }

  @Override
  public List<String> topics(String name) {
    return sorted(call("GET", connector(name, "topics")).path(name).path("topics"));
  }

  @Override
  public void pause(String name) {
    call("PUT", connector(name, "pause"));
  }

  @Override
  public void resume(String name) {
    call("PUT", connector(name, "resume"));
  }

  @Override
  public void stop(String name) {
    call("PUT", connector(name, "stop"));
  }

  @Override
  public void restart(String name) {
    var url = connector(name, "restart").newBuilder().addQueryParameter("includeTasks", "true");
    call("POST", url.build());
  }

  @Override
  public void delete(String name) {
    call("DELETE", url("connectors", name));
  }

  @Override
  public List<ConnectorOffset> offsets(String name) {
    var answer = call("GET", connector(name, "offsets"));
    return read(answer, new TypeReference<ConnectorOffset.Body>() {}).offsets();
  }

  @Override
  public String alterOffsets(String name, List<ConnectorOffset> offsets) {
    return message(call("PATCH", connector(name, "offsets"), new ConnectorOffset.Body(offsets)));
  }

  @Override
  public String resetOffsets(String name) {
    return message(call("DELETE", connector(name, "offsets")));
  }

  @Override
  public List<ConnectorPlugin> plugins() {
    return read(call("GET", url("connector-plugins")), new TypeReference<>() {});
  }

  @Override
  public Map<String, List<String>> validate(String type, Map<String, String> config) {
    var full = new LinkedHashMap<>(config);
    full.putIfAbsent("connector.class", type);
    var errors = new LinkedHashMap<String, List<String>>();
    for (var setting :
        call("PUT", url("connector-plugins", type, "config", "validate"), full).path("configs")) {
      var value = setting.path("value");
      if (!value.path("errors").isEmpty()) {
        errors.put(value.path("name").asText(), texts(value.path("errors")));
      }
    }
    return errors;
  }

  @Override
  public Map<String, String> loggers() {
    var levels = new LinkedHashMap<String, String>();
    call("GET", url("admin", "loggers"))
        .properties()
        .forEach(logger -> levels.put(logger.getKey(), logger.getValue().path("level").asText()));
    return levels;
  }

  @Override
  public void setLoggerLevel(String logger, String level) {
    call("PUT", url("admin", "loggers", logger), Map.of("level", level));
  }

  @Override
  public JsonNode call(String method, String path, @Nullable Object body) {
    var url = root().resolve(root().encodedPath().replaceFirst("/$", "") + path);
    if (url == null) {
      throw new ConnectApiException("There is no path " + path + ".");
    }
    return call(method, url, body);
  }

  private JsonNode call(String method, HttpUrl url) {
    return call(method, url, null);
  }

  private JsonNode call(String method, HttpUrl url, @Nullable Object body) {
    var request = request(method, url, body);
    var reply = StatusPoll.until(() -> send(request), last -> !last.isRebalance(), REBALANCE);
    if (reply.isSuccess()) {
      return json(reply);
    }
    throw new ConnectApiException(
        method + ' ' + url.encodedPath(), reply.status(), reason(reply.body()));
  }

  private static Request request(String method, HttpUrl url, @Nullable Object body) {
    try {
      // OkHttp refuses a PUT, POST or PATCH without a body, and a GET with one.
      var bytes = body == null ? new byte[0] : MAPPER.writeValueAsBytes(body);
      var content = method.equals("GET") ? null : RequestBody.create(bytes, JSON);
      return new Request.Builder().url(url).method(method, content).build();
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private Reply send(Request request) {
    try (var response = HTTP.newCall(request).execute()) {
      return new Reply(response.code(), response.body().string());
    } catch (IOException e) {
      throw new ConnectApiException("No worker answers at " + worker + ": " + e + ".");
    }
  }

  private HttpUrl root() {
    if (root == null) {
      throw new ConnectApiException(
          "No worker answers at " + worker + ": not a URL such as http://localhost:8083.");
    }
    return root;
  }

  private HttpUrl connector(String name, String last) {
    return url("connectors", name, last);
  }

  private HttpUrl url(String... segments) {
    var url = root().newBuilder();
    for (var segment : segments) {
      url.addPathSegment(segment);
    }
    return url.build();
  }

  private JsonNode json(Reply reply) {
    try {
      return MAPPER.readTree(reply.body());
    } catch (JsonProcessingException e) {
      throw new ConnectApiException(
          "What answers at " + worker + " is not a Connect worker: no JSON.");
    }
  }

  private static String reason(String body) {
    try {
      return MAPPER.readTree(body).path("message").asText(NO_REASON);
    } catch (JsonProcessingException e) {
      return NO_REASON;
    }
  }

  private static String message(JsonNode answer) {
    return answer.path("message").asText();
  }

  private <T> T read(JsonNode answer, TypeReference<T> type) {
    try {
      return MAPPER.convertValue(answer, type);
    } catch (IllegalArgumentException e) {
      throw new ConnectApiException(
          "What answers at " + worker + " is not a Connect worker: other JSON.");
    }
  }

  private static List<String> texts(JsonNode array) {
    var texts = new ArrayList<String>();
    array.forEach(text -> texts.add(text.asText()));
    return List.copyOf(texts);
  }

  private static List<String> sorted(JsonNode array) {
    return texts(array).stream().sorted().toList();
  }
}
