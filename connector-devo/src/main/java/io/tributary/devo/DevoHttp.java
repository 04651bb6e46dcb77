package io.tributary.devo;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tributary.common.Version;
import io.tributary.common.error.ForeignText;
import io.tributary.common.http.NoDelaySockets;
import io.tributary.common.http.RetryAfter;
import io.tributary.common.http.Tls;
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
 * Posts batches to {@code <endpoint>/stream/<domain>/token!<token>/<host>/<tag>}. The token is a
 * part of the address, so no address leaves this class, and what others say is shown without it.
 */
final class DevoHttp implements HttpSender {
  private static final int MOST_SAID = 4096;

  /** How many times the confirmation timeout a request may take while it makes progress. */
  private static final int PATIENCE = 4;

  /** Devo closes a connection on which nothing was sent for 30 seconds. */
  private static final int IDLE_SECONDS = 20;

  private final HttpUrl base;
  private final String token;
  private final String encoded;
  private final boolean gzips;
  private final OkHttpClient client;
  private final ExecutorService executor;
  private final BlockingQueue<HttpAnswer> answers = new LinkedBlockingQueue<>();
  private final Set<Call> calls = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  DevoHttp(DevoSinkConfig config) {
    token = config.token();
    base =
        HttpUrl.get(config.endpoint().toString())
            .newBuilder()
            .addPathSegment("stream")
            .addPathSegment(config.domain())
            .addPathSegment("token!" + token)
            .build();
    encoded = base.encodedPathSegments().get(base.pathSize() - 1).substring("token!".length());
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
      executor.execute(() -> answers.add(answer(batch, body)));
    } catch (RejectedExecutionException e) {
      answers.add(HttpAnswer.none(batch, new IOException("closed", e)));
    }
  }

  @Override
  public @Nullable HttpAnswer next(Duration time) {
    try {
      return answers.poll(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
  }

  @Override
  public void close() {
    // A request begun meanwhile sees the flag, or is among those ended here.
    closed = true;
    calls.forEach(Call::cancel);
    executor.shutdownNow();
    client.connectionPool().evictAll();
  }

  private HttpAnswer answer(HttpBatch batch, HttpLines body) {
    try {
      return exchange(batch, body);
    } catch (IOException e) {
      return HttpAnswer.none(batch, withoutToken(e));
    } catch (RuntimeException | Error e) {
      return HttpAnswer.none(batch, withoutToken(new IOException(e)));
    }
  }

  private HttpAnswer exchange(HttpBatch batch, HttpLines body) throws IOException {
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
      return new HttpAnswer(batch, response.code(), said(response), retryAfter, null);
    } finally {
      calls.remove(call);
    }
  }

  private String said(Response response) throws IOException {
    if (response.isSuccessful()) {
      return "";
    }
    var body = response.body().source();
    body.request(MOST_SAID);
    var bytes = body.getBuffer().readByteArray(Math.min(MOST_SAID, body.getBuffer().size()));
    return ForeignText.line(withoutToken(new String(bytes, UTF_8)));
  }

  private String withoutToken(String text) {
    return text.replace(token, "…")
        .replace(encoded, "…")
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
        .callTimeout(timeout.multipliedBy(PATIENCE))
        .build();
  }
}
