// SPDX-License-Identifier: Apache-2.0
package io.tributary.connect.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.jspecify.annotations.Nullable;

/**
 * Calls one worker with OkHttp, which our jars already contain, and turns refusals into exceptions.
 */
final class OkHttpTransport {
  private static final Duration CONNECT = Duration.ofSeconds(10);

  /** A worker answers within this time, even if only to report a timeout of its own. */
  private static final Duration CALL = Duration.ofSeconds(90);

  private static final Duration REBALANCE = Duration.ofSeconds(30);
  private static final int CONFLICT = 409;
  private static final String NO_REASON = "no reason";
  private static final MediaType JSON = MediaType.get("application/json");
  private static final JsonMapper MAPPER =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  /** Far more than the offsets of a connector need. */
  private static final long ANSWER_MAX = 64L << 20;

  /** Without redirects, which would send a configuration and its secrets somewhere else. */
  private static final OkHttpClient HTTP =
      new OkHttpClient.Builder()
          .followRedirects(false)
          .connectTimeout(CONNECT)
          .readTimeout(CALL)
          .callTimeout(CALL)
          .build();

  private final String worker;
  private final @Nullable HttpUrl root;
  private final OkHttpClient http;

  OkHttpTransport(URI worker, WorkerAccess access) {
    var address = worker.toString();
    if (address.indexOf('@') >= 0) {
      throw new ConnectApiException("The URL of a worker must not contain a user or a password.");
    }
    this.worker = address;
    this.root = HttpUrl.parse(address);
    this.http = client(access);
  }

  private static OkHttpClient client(WorkerAccess access) {
    var client = HTTP.newBuilder();
    if (!access.authorities().isEmpty()) {
      var trust = trust(access.authorities());
      client.sslSocketFactory(sockets(trust), trust);
    }
    if (!access.authorization().isEmpty()) {
      client.addInterceptor(
          chain ->
              chain.proceed(
                  chain
                      .request()
                      .newBuilder()
                      .header("Authorization", access.authorization())
                      .build()));
    }
    return client.build();
  }

  private static X509TrustManager trust(List<X509Certificate> authorities) {
    try {
      var store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      for (var authority : authorities) {
        store.setCertificateEntry(String.valueOf(store.size()), authority);
      }
      var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(store);
      return (X509TrustManager) factory.getTrustManagers()[0];
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static SSLSocketFactory sockets(X509TrustManager trust) {
    try {
      var context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {trust}, null);
      return context.getSocketFactory();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** An answer, whatever its status. */
  private record Reply(int status, String body) {
    boolean isSuccess() {
      return status / 100 == 2;
    }

    /** A connector that already exists is also a conflict, but waiting does not resolve it. */
    boolean isRebalance() {
      return status == CONFLICT && !body.contains("already exists");
    }
  }

  /** The address of a path with these segments, whose characters are escaped. */
  HttpUrl url(String... segments) {
    var url = root().newBuilder();
    for (var segment : segments) {
      url.addPathSegment(segment);
    }
    return url.build();
  }

  /** The address of a path with an optional query. */
  HttpUrl resolve(String path) {
    var url = root().resolve(root().encodedPath().replaceFirst("/$", "") + path);
    if (url == null) {
      throw new ConnectApiException("There is no path " + path + ".");
    }
    return url;
  }

  /** The status of one GET. */
  int status(HttpUrl url) {
    return send(request("GET", url, null)).status();
  }

  /** The JSON in the response; a missing node if the response is empty. */
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
      throw noWorker("its answer is not the expected JSON");
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
    try (var response = http.newCall(request).execute()) {
      return new Reply(response.code(), response.peekBody(ANSWER_MAX).string());
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
