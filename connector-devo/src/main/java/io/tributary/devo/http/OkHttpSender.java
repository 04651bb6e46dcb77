// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tributary.common.Version;
import io.tributary.common.error.ForeignText;
import io.tributary.common.error.Secrets;
import io.tributary.common.http.HttpSettings.HttpProxy;
import io.tributary.common.http.RetryAfter;
import io.tributary.devo.config.DevoSinkConfig;
import io.tributary.devo.http.IntakeClient.Attempt;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.HttpUrl;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Posts batches to {@code <endpoint>/stream/<domain>/token!<token>/<host>/<tag>}. The token is part
 * of the URL, so no URL leaves this class, and the token is removed from all texts of others.
 */
final class OkHttpSender implements HttpSender {
  private static final int MAX_BODY_BYTES = 4096;
  private static final int IDLE_SECONDS = 20;

  private final HttpUrl base;
  private final HiddenToken hidden;
  private final boolean gzips;
  private final IntakeClient client;
  private final BlockingQueue<BatchResult> results = new LinkedBlockingQueue<>();
  private final Set<Call> calls = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  /** A thread for each request on its way, of which there are not many. */
  private final ExecutorService executor =
      new ThreadPoolExecutor(
          0,
          Integer.MAX_VALUE,
          IDLE_SECONDS,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          work -> {
            var thread = new Thread(work, "devo-http");
            thread.setDaemon(true);
            return thread;
          });

  OkHttpSender(DevoSinkConfig config) {
    this(config, config.domain(), config.token());
  }

  /** Sends with another domain and token than those of the settings. */
  OkHttpSender(DevoSinkConfig config, String domain, String token) {
    base =
        HttpUrl.get(config.endpoint().toString())
            .newBuilder()
            .addPathSegment("stream")
            .addPathSegment(domain)
            .addPathSegment("token!" + token)
            .build();
    var proxyLogin = config.proxy().map(HttpProxy::login).orElse("");
    hidden = new HiddenToken(Secrets.in(config.values()).and(List.of(token, proxyLogin)));
    gzips = config.gzips();
    client = new IntakeClient(config);
  }

  @Override
  public void post(HttpBatch batch) {
    var body = batch.body();
    // Made before anything can fail for lack of memory.
    var none = BatchResult.failed(batch, new IOException("the request was not sent"), false);
    try {
      executor.execute(() -> send(batch, body, none));
    } catch (RejectedExecutionException | OutOfMemoryError e) {
      results.add(none);
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
  public void renewConnections() {
    client.dropIdleConnections();
  }

  @Override
  public void close() {
    // A request that starts meanwhile sees the flag or is cancelled here.
    closed = true;
    calls.forEach(Call::cancel);
    executor.shutdownNow();
    client.dropIdleConnections();
  }

  // Whatever happens on this thread is a result, or the batch would be on its way for ever.
  private void send(HttpBatch batch, LinesRequestBody body, BatchResult none) {
    var result = none;
    try {
      result = send(batch, body);
    } finally {
      results.add(result);
    }
  }

  private BatchResult send(HttpBatch batch, LinesRequestBody body) {
    try {
      var attempt = client.attempt(request(batch, body));
      try {
        return exchange(batch, attempt);
      } catch (IOException e) {
        client.failed(attempt, e);
        var named =
            HttpProxy.hasRefused(e)
                ? new IOException("the proxy refused the connection: " + e.getMessage(), e)
                : e;
        return BatchResult.failed(batch, hidden.without(named), attempt.begun());
      } finally {
        calls.remove(attempt.call());
      }
    } catch (Throwable e) {
      return BatchResult.failed(batch, hidden.without(new IOException(e)), false);
    }
  }

  private Request request(HttpBatch batch, LinesRequestBody body) throws IOException {
    var url = base.newBuilder().addPathSegment(batch.host()).addPathSegment(batch.tag()).build();
    var request =
        new Request.Builder().url(url).header("User-Agent", "tributary/" + Version.text());
    if (gzips) {
      request.header("Content-Encoding", "gzip");
    }
    return request.post(gzips ? body.gzipped() : body).build();
  }

  private BatchResult exchange(HttpBatch batch, Attempt attempt) throws IOException {
    var call = attempt.call();
    calls.add(call);
    if (closed) {
      call.cancel();
    }
    try (var response = call.execute()) {
      var time = RetryAfter.date(response.headers(), "Date").orElseGet(Instant::now);
      var retryAfter = RetryAfter.of(response.headers(), time);
      return BatchResult.answered(batch, read(response), retryAfter, attempt.connection());
    }
  }

  private IntakeResponse read(Response response) {
    var type = response.header("Content-Type", "");
    var shown = ForeignText.line(hidden.without(type));
    var head = new IntakeResponse(response.code(), shown, "");
    var received = response.code() == 200 || response.code() == 204;
    return received && !type.isEmpty() && !head.isPage()
        ? head
        : new IntakeResponse(response.code(), shown, excerpt(response));
  }

  /** The status says enough where the body cannot be read. */
  private String excerpt(Response response) {
    try {
      var body = response.body().source();
      body.request(MAX_BODY_BYTES);
      var bytes = body.getBuffer().readByteArray(Math.min(MAX_BODY_BYTES, body.getBuffer().size()));
      return ForeignText.line(hidden.without(new String(bytes, UTF_8)));
    } catch (IOException e) {
      return "";
    }
  }
}
