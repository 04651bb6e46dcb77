// SPDX-License-Identifier: Apache-2.0
package io.tributary.connect.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/** The API as paths and JSON. Retrofit would save few of these lines and add a library. */
final class JsonConnectApi implements ConnectApi {
  private static final int OK = 200;
  private static final int NOT_FOUND = 404;

  private final OkHttpTransport worker;

  JsonConnectApi(URI worker, WorkerAccess access) {
    this.worker = new OkHttpTransport(worker, access);
  }

  @JsonInclude(JsonInclude.Include.NON_NULL)
  private record NewConnector(
      String name,
      Map<String, String> config,
      @JsonProperty("initial_state") @Nullable String initialState) {}

  @Override
  public ServerInfo server() {
    return read(call("GET", url("")), new TypeReference<>() {});
  }

  @Override
  public boolean isReady() {
    try {
      var status = worker.status(url("health"));
      // Before 3.9 there is no such path, and the list waits until the worker has joined its group.
      return (status == NOT_FOUND ? worker.status(url("connectors")) : status) == OK;
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
    return worker.call(method, worker.resolve(path), body);
  }

  private JsonNode call(String method, HttpUrl url) {
    return worker.call(method, url, null);
  }

  private JsonNode call(String method, HttpUrl url, Object body) {
    return worker.call(method, url, body);
  }

  private HttpUrl connector(String name, String last) {
    return url("connectors", name, last);
  }

  private HttpUrl url(String... segments) {
    return worker.url(segments);
  }

  private static String message(JsonNode answer) {
    return answer.path("message").asText();
  }

  private <T> T read(JsonNode answer, TypeReference<T> type) {
    return worker.read(answer, type);
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
