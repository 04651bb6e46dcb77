// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tributary.common.Version;
import io.tributary.common.error.ForeignText;
import io.tributary.common.http.NoDelaySockets;
import io.tributary.common.http.RetryAfter;
import io.tributary.common.http.Tls;
import io.tributary.devo.config.DevoSinkConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Posts batches to {@code <endpoint>/stream/<domain>/token!<token>/<host>/<tag>}. The token is part
 * of the URL, so no URL leaves this class, and the token is removed from all texts of others.
 */
final class OkHttpSender implements HttpSender {
  private static final int MAX_BODY_BYTES = 4096;

  /** A request that makes progress may take this many times the confirmation timeout. */
  private static final int MAX_TIMEOUTS = 4;

  /** Below the 30 seconds after which Devo closes an idle connection. */
  private static final int IDLE_SECONDS = 20;

  private final HttpUrl base;
  private final String token;
  private final String encodedToken;
  private final boolean gzips;
  private final OkHttpClient client;
  private final ExecutorService executor;
  private final BlockingQueue<BatchResult> results = new LinkedBlockingQueue<>();
  private final Set<Call> calls = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  OkHttpSender(DevoSinkConfig config) {
    token = config.token();
    base =
        HttpUrl.get(config.endpoint().toString())
            .newBuilder()
            .addPathSegment("stream")
            .addPathSegment(config.domain())
            .addPathSegment("token!" + token)
            .build();
    encodedToken = base.encodedPathSegments().get(base.pathSize() - 1).substring("token!".length());
    gzips = config.gzips();
    client = client(config);
    executor =
        Executors.newFixedThreadPool(
            config.requestsInFlight(),
            work -> {
              var thread = new Thread(work, "devo-http");
              thread.setDaemon(true);
              return thread;
            });
  }

  @Override
  public void post(HttpBatch batch) {
    var body = batch.body();
    try {
      executor.execute(() -> results.add(send(batch, body)));
    } catch (RejectedExecutionException e) {
      results.add(BatchResult.failed(batch, new IOException("closed", e)));
    }
  }

  @Override
  public @Nullable BatchResult poll(Duration timeout) {
    try {
      return results.poll(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
  }

  @Override
  public void close() {
    // A request that starts meanwhile sees the flag or is cancelled here.
    closed = true;
    calls.forEach(Call::cancel);
    executor.shutdownNow();
    client.connectionPool().evictAll();
  }

  private BatchResult send(HttpBatch batch, LinesRequestBody body) {
    try {
      return exchange(batch, body);
    } catch (IOException e) {
      return BatchResult.failed(batch, withoutToken(e));
    } catch (RuntimeException | Error e) {
      return BatchResult.failed(batch, withoutToken(new IOException(e)));
    }
  }

  private BatchResult exchange(HttpBatch batch, LinesRequestBody body) throws IOException {
    var url = base.newBuilder().addPathSegment(batch.host()).addPathSegment(batch.tag()).build();
    var request =
        new Request.Builder().url(url).header("User-Agent", "tributary/" + Version.text());
    if (gzips) {
      request.header("Content-Encoding", "gzip");
    }
    request.post(gzips ? body.gzipped() : body);
    var call = client.newCall(request.build());
    calls.add(call);
    if (closed) {
      call.cancel();
    }
    try (var response = call.execute()) {
      var time = RetryAfter.date(response.headers(), "Date").orElseGet(Instant::now);
      var retryAfter = RetryAfter.of(response.headers(), time);
      return new BatchResult(batch, response.code(), excerpt(response), retryAfter, null);
    } finally {
      calls.remove(call);
    }
  }

  private String excerpt(Response response) throws IOException {
    if (response.isSuccessful()) {
      return "";
    }
    var body = response.body().source();
    body.request(MAX_BODY_BYTES);
    var bytes = body.getBuffer().readByteArray(Math.min(MAX_BODY_BYTES, body.getBuffer().size()));
    return ForeignText.line(withoutToken(new String(bytes, UTF_8)));
  }

  private String withoutToken(String text) {
    return text.replace(token, "…")
        .replace(encodedToken, "…")
        .replaceAll("(?i)token(!|%21)\\S*", "token!…");
  }

  private IOException withoutToken(IOException e) {
    var trace = new StringWriter();
    e.printStackTrace(new PrintWriter(trace));
    var text = trace.toString();
    return withoutToken(text).equals(text) ? e : new IOException(withoutToken(e.toString()));
  }

  private static OkHttpClient client(DevoSinkConfig config) {
    var timeout = config.confirmTimeout();
    return new Tls(config.values())
        .secure(new OkHttpClient.Builder())
        .socketFactory(new NoDelaySockets())
        .protocols(List.of(Protocol.HTTP_1_1))
        .connectionPool(
            new ConnectionPool(config.requestsInFlight(), IDLE_SECONDS, TimeUnit.SECONDS))
        .followRedirects(false)
        .followSslRedirects(false)
        .connectTimeout(config.connectTimeout())
        .readTimeout(timeout)
        .writeTimeout(timeout)
        .callTimeout(timeout.multipliedBy(MAX_TIMEOUTS))
        .build();
  }
}
