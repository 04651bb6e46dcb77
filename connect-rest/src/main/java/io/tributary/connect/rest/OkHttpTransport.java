// SPDX-License-Identifier: Apache-2.0
package io.tributary.connect.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.jspecify.annotations.Nullable;

/** Calls one worker over OkHttp, which our jars carry already, and turns refusals to exceptions. */
final class OkHttpTransport {
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

  OkHttpTransport(URI worker) {
    this.worker = worker;
    this.root = HttpUrl.parse(worker.toString());
  }

  /** An answer, whatever its status. */
  private record Reply(int status, String body) {
    boolean isSuccess() {
      return status / 100 == 2;
    }

    /** A connector that exists already is a conflict too, but waiting does not resolve it. */
    boolean isRebalance() {
      return status == CONFLICT && !body.contains("already exists");
    }
  }

  /** The address of a path that has these segments, whatever characters they contain. */
  HttpUrl url(String... segments) {
    var url = root().newBuilder();
    for (var segment : segments) {
      url.addPathSegment(segment);
    }
    return url.build();
  }

  /** The address of a path that may have a query. */
  HttpUrl resolve(String path) {
    var url = root().resolve(root().encodedPath().replaceFirst("/$", "") + path);
    if (url == null) {
      throw new ConnectApiException("There is no path " + path + ".");
    }
    return url;
  }

  /** Whether one GET succeeds. */
  boolean succeeds(HttpUrl url) {
    return send(request("GET", url, null)).isSuccess();
  }

  /** The JSON in the answer; a missing node if the answer is empty. */
  JsonNode call(String method, HttpUrl url, @Nullable Object body) {
    var request = request(method, url, body);
    var reply = StatusPoll.until(() -> send(request), last -> !last.isRebalance(), REBALANCE);
    if (reply.isSuccess()) {
      return json(reply);
    }
    throw new ConnectApiException(
        method + ' ' + url.encodedPath(), reply.status(), reason(reply.body()));
  }

  /** The given JSON as a record. */
  <T> T read(JsonNode answer, TypeReference<T> type) {
    try {
      return MAPPER.convertValue(answer, type);
    } catch (IllegalArgumentException e) {
      throw noWorker("its answer is other JSON than expected");
    }
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

  private JsonNode json(Reply reply) {
    try {
      return MAPPER.readTree(reply.body());
    } catch (JsonProcessingException e) {
      throw noWorker("its answer is not JSON");
    }
  }

  private static String reason(String body) {
    try {
      return MAPPER.readTree(body).path("message").asText(NO_REASON);
    } catch (JsonProcessingException e) {
      return NO_REASON;
    }
  }

  private ConnectApiException noWorker(String why) {
    return new ConnectApiException(
        "The server at " + worker + " is not a Connect worker: " + why + ".");
  }
}
