// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.http;

import io.github.bucket4j.TimeMeter;
import io.tributary.common.error.ApiException;
import io.tributary.common.error.Secrets;
import io.tributary.common.metrics.SourceMetric;
import io.tributary.common.metrics.TaskMetrics;
import io.tributary.common.pace.RequestBudget;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** An API over a loopback socket, and clients of it; as an extension, one for each test. */
public final class TestApi implements AutoCloseable, AfterEachCallback {
  static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  static final String TOKEN = "canary-token-5b1f0c1e";

  public final MockWebServer server = new MockWebServer();
  public final SettableClock local = new SettableClock(NOW);
  public final ServerClock clock = new ServerClock(local);
  public final TaskMetrics<SourceMetric> metrics = new TaskMetrics<>(SourceMetric.class, local);
  private final List<ApiClient> clients = new ArrayList<>();
  RequestBudget budget = RequestBudget.of("", TimeMeter.SYSTEM_NANOTIME);
  private Duration timeout = Duration.ofSeconds(5);
  private long maxBytes = 10_000;
  private Secrets secrets = Secrets.NONE;

  public TestApi() {
    try {
      server.start(InetAddress.getLoopbackAddress(), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void afterEach(ExtensionContext context) {
    close();
  }

  public TestApi timeout(Duration duration) {
    timeout = duration;
    return this;
  }

  public TestApi maxBytes(long most) {
    maxBytes = most;
    return this;
  }

  public TestApi secrets(String... texts) {
    secrets = Secrets.of(List.of(texts));
    return this;
  }

  /** A client with a token that does not change. */
  public ApiClient client(StatusRule... exceptions) {
    return client(Auth.header("Authorization", "Bearer", new Password(TOKEN)), exceptions);
  }

  public ApiClient client(Auth auth, StatusRule... exceptions) {
    return client(url(""), auth, plainTls(), exceptions);
  }

  public ApiClient client(URI baseUrl, Auth auth, Tls tls, StatusRule... exceptions) {
    var settings =
        new HttpSettings(
            "example",
            "tributary/test",
            baseUrl,
            Duration.ofSeconds(2),
            timeout,
            maxBytes,
            tls,
            null,
            secrets);
    var client = new ApiClient(settings, auth, List.of(exceptions), clock, budget, metrics);
    clients.add(client);
    return client;
  }

  static Tls plainTls() {
    return tls(Map.of());
  }

  static Tls tls(Map<String, ?> settings) {
    return new Tls(Tls.define(new ConfigDef()).parse(settings));
  }

  public URI url(String path) {
    return URI.create("http://127.0.0.1:" + server.getPort() + path);
  }

  public TestApi answer(int status, String body, String... headers) {
    return answer(response(status, body, headers));
  }

  public TestApi answer(MockResponse.Builder response) {
    server.enqueue(response.build());
    return this;
  }

  public static MockResponse.Builder response(int status, String body, String... headers) {
    var response = new MockResponse.Builder().code(status).body(body);
    for (var header : headers) {
      response.addHeader(header);
    }
    return response;
  }

  /** The bytes of all bodies that the clients have read. */
  public long bytesRead() {
    return metrics.value(SourceMetric.BYTES);
  }

  /** The next request the server got; there must be one. */
  public RecordedRequest taken() throws InterruptedException {
    return Optional.ofNullable(server.takeRequest(2, TimeUnit.SECONDS)).orElseThrow();
  }

  public static Body get(ApiClient client) {
    return client.get("/events", Query.NONE, Map.of());
  }

  public static ApiException failure(ApiClient client) {
    try {
      get(client);
    } catch (ApiException e) {
      return e;
    }
    throw new AssertionError("A failure was expected");
  }

  @Override
  public void close() {
    clients.forEach(ApiClient::close);
    server.close();
  }
}
