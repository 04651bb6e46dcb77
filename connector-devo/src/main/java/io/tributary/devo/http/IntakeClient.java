// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.http;

import io.tributary.common.http.HttpSettings.HttpProxy;
import io.tributary.common.http.NoDelaySockets;
import io.tributary.common.http.RetryAfter;
import io.tributary.common.http.Tls;
import io.tributary.devo.config.DevoSinkConfig;
import io.tributary.devo.error.ConnectionErrors;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.Connection;
import okhttp3.ConnectionPool;
import okhttp3.EventListener;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import org.apache.kafka.common.config.ConfigException;

/**
 * The HTTP client of an intake, which learns from failures: an answer that comes too late doubles
 * the time that all further ones have, for good, and a refused certificate makes it read the stores
 * again. Thread-safe.
 */
final class IntakeClient {
  /** A request that makes progress may take this many times the timeout. */
  private static final int MAX_TIMEOUTS = 4;

  private static final int MAX_GROWTH = 16;
  private static final Duration LONGEST_TIMEOUT = Duration.ofMinutes(10);

  /** Below the 30 seconds after which Devo closes an idle connection. */
  private static final int IDLE_SECONDS = 20;

  private static final int IDLE_CONNECTIONS = 128;

  /** A call and its client. */
  record Attempt(OkHttpClient client, Call call, Stage stage) {
    /** Whether the request was begun, so that its body may be at fault. */
    boolean begun() {
      return stage.begun;
    }

    /** A number of the connection that no other is likely to have. */
    int connection() {
      return stage.connection;
    }
  }

  /** How far a call has got. */
  private static final class Stage {
    private volatile boolean connected;
    private volatile boolean begun;
    private volatile int connection;

    static Stage of(Call call) {
      var stage = call.request().tag(Stage.class);
      return stage == null ? new Stage() : stage;
    }
  }

  private final DevoSinkConfig config;
  private final Tls tls;
  private final Duration longestTimeout;
  private volatile OkHttpClient client;

  IntakeClient(DevoSinkConfig config) {
    this.config = config;
    tls = new Tls(config.values());
    var most = config.confirmTimeout().multipliedBy(MAX_GROWTH);
    longestTimeout = most.compareTo(LONGEST_TIMEOUT) < 0 ? most : LONGEST_TIMEOUT;
    client = secure(withTimeout(new OkHttpClient.Builder(), config.confirmTimeout())).build();
  }

  /** A request to be made. */
  Attempt attempt(Request request) {
    var stage = new Stage();
    var used = client;
    var tagged = request.newBuilder().tag(Stage.class, stage).build();
    return new Attempt(used, used.newCall(tagged), stage);
  }

  /** Learns from a failure. */
  void failed(Attempt attempt, IOException e) {
    if (ConnectionErrors.isCertificateError(e)) {
      readStoresAgain(attempt.client());
    } else if (e instanceof InterruptedIOException && attempt.stage().connected) {
      lengthen(attempt.client());
    }
  }

  /** How long an answer may take to begin, and to go on. */
  Duration timeout() {
    return Duration.ofMillis(client.readTimeoutMillis());
  }

  void dropIdleConnections() {
    client.connectionPool().evictAll();
  }

  /** Those that run late together lengthen it once. */
  private synchronized void lengthen(OkHttpClient used) {
    if (used.readTimeoutMillis() >= client.readTimeoutMillis()) {
      var longer = timeout().multipliedBy(2);
      var timeout = longer.compareTo(longestTimeout) < 0 ? longer : longestTimeout;
      client = withTimeout(client.newBuilder(), timeout).build();
    }
  }

  private synchronized void readStoresAgain(OkHttpClient used) {
    if (used.sslSocketFactory() == client.sslSocketFactory()) {
      try {
        client = tls.secure(client.newBuilder()).build();
      } catch (ConfigException e) {
        // A store that is just being written: the last one that could be read stays.
      }
    }
  }

  private static OkHttpClient.Builder withTimeout(OkHttpClient.Builder client, Duration timeout) {
    return client
        .readTimeout(timeout)
        .writeTimeout(timeout)
        .callTimeout(timeout.multipliedBy(MAX_TIMEOUTS));
  }

  private OkHttpClient.Builder secure(OkHttpClient.Builder client) {
    return HttpProxy.use(config.proxy().orElse(null), tls.secure(client))
        .socketFactory(new NoDelaySockets())
        .protocols(List.of(Protocol.HTTP_1_1))
        .connectionPool(new ConnectionPool(IDLE_CONNECTIONS, IDLE_SECONDS, TimeUnit.SECONDS))
        .followRedirects(false)
        .followSslRedirects(false)
        .connectTimeout(config.connectTimeout())
        .addNetworkInterceptor(RetryAfter::withFraction)
        .eventListener(
            new EventListener() {
              @Override
              public void connectStart(Call call, InetSocketAddress at, Proxy proxy) {
                Stage.of(call).connected = false;
              }

              @Override
              public void secureConnectStart(Call call) {
                Stage.of(call).connected = true;
              }

              @Override
              public void connectionAcquired(Call call, Connection connection) {
                Stage.of(call).connection = System.identityHashCode(connection);
              }

              @Override
              public void requestHeadersStart(Call call) {
                Stage.of(call).connected = true;
                Stage.of(call).begun = true;
              }
            });
  }
}
