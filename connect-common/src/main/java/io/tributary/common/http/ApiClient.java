package io.tributary.common.http;

import io.tributary.common.error.ApiError;
import io.tributary.common.error.ApiException;
import io.tributary.common.metrics.SourceMetric;
import io.tributary.common.metrics.TaskMetrics;
import io.tributary.common.pace.RequestBudget;
import io.tributary.common.pace.ServerClock;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ProtocolException;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import okhttp3.Call;
import okhttp3.FormBody;
import okhttp3.Headers;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;

/**
 * The one way to a vendor's API: authorized, bounded in time and size, every failure classified as
 * an {@link ApiException} and nothing else thrown. Nothing is retried here but a 401, once, with a
 * new credential. Credentials never leave the configured origin. Closing it, from any thread, ends
 * the call in flight; it is used by one thread at a time.
 */
public final class ApiClient implements AutoCloseable {
  private static final int MOST_REDIRECTS = 3;
  private static final int MOST_ERROR_BYTES = 64 * 1024;

  private final HttpSettings settings;
  private final Auth auth;
  private final Statuses statuses;
  private final ServerClock clock;
  private final RequestBudget budget;
  private final TaskMetrics<SourceMetric> metrics;
  private final OkHttpClient http;
  private volatile boolean closed;
  private volatile @Nullable Call inFlight;

  /** A client for one vendor; {@code exceptions} is the vendor's own table of statuses. */
  public ApiClient(
      HttpSettings settings,
      Auth auth,
      List<ErrorRule> exceptions,
      ServerClock clock,
      RequestBudget budget,
      TaskMetrics<SourceMetric> metrics) {
    this.settings = settings;
    this.auth = auth;
    this.statuses = new Statuses(settings.vendor(), exceptions);
    this.clock = clock;
    this.budget = budget;
    this.metrics = metrics;
    this.http = HttpClients.of(settings);
  }

  /** The time of the server, as far as we know it. */
  public Instant now() {
    return clock.instant();
  }

  /**
   * Asks for a page below the base address. A base address that ends in the path already does not
   * get it twice.
   *
   * @throws ApiException if there is no answer, or one that is not a success
   */
  public Body get(String path, Query query, Map<String, String> headers) {
    return get(path, query, headers, Optional::of);
  }

  /**
   * Asks for a page as above and reads it.
   *
   * @param reader answers with nothing if the body is an error that came with a success status;
   *     what that means is then decided by its code
   * @throws ApiException if there is no answer, or one that is not a success
   */
  public <T> T get(
      String path, Query query, Map<String, String> headers, Function<Body, Optional<T>> reader) {
    var base = settings.baseUrl().toString();
    var uri = URI.create((base.endsWith(path) ? base : base + path) + query.text());
    var source = "GET " + uri.getScheme() + "://" + uri.getAuthority() + uri.getPath();
    var answer = attempt(source, uri, headers);
    var page = read(answer, reader);
    if (page.isEmpty() && statuses.newCredentialMayHelp(answer) && auth.renew()) {
      budget.spend();
      answer = attempt(source, uri, headers);
      page = read(answer, reader);
    }
    if (page.isEmpty()) {
      throw statuses.failure(answer, said(answer, Map.of()), clock.instant());
    }
    return page.get();
  }

  private <T> Optional<T> read(Answer answer, Function<Body, Optional<T>> reader) {
    return answer.succeeded()
        ? reader.apply(new Body(answer.source(), answer.bytes(), auth::redact))
        : Optional.empty();
  }

  /**
   * Obtains a credential, where one must be obtained, without asking for anything yet.
   *
   * @throws ApiException if the login is refused or fails
   */
  public void logIn() {
    auth.authorize(new Request.Builder(), this::login);
  }

  /** Ends the call in flight, lets no other begin, and drops the connections. */
  @Override
  public void close() {
    closed = true;
    var call = inFlight;
    if (call != null) {
      call.cancel();
    }
    http.connectionPool().evictAll();
  }

  private Answer attempt(String source, URI uri, Map<String, String> headers) {
    var target = uri;
    for (var hop = 0; ; hop++) {
      refuseOtherOrigin(source, target);
      var request = new Request.Builder().url(target.toString()).headers(Headers.of(headers));
      request.header("Accept", "application/json").header("User-Agent", settings.userAgent());
      auth.authorize(request, this::login);
      var answer = send(source, request.build());
      if (!answer.redirects() || hop == MOST_REDIRECTS) {
        return answer;
      }
      target = redirect(source, target, answer);
    }
  }

  private Body login(URI uri, Map<String, String> form) {
    var source = "POST " + uri;
    var fields = new FormBody.Builder();
    form.forEach(fields::add);
    budget.spend();
    metrics.add(SourceMetric.LOGINS, 1);
    var request = new Request.Builder().url(uri.toString()).post(fields.build());
    request.header("Accept", "application/json").header("User-Agent", settings.userAgent());
    var answer = send(source, request.build());
    if (answer.succeeded() && ErrorBody.of(answer.bytes()).code().isEmpty()) {
      return new Body(source, answer.bytes());
    }
    throw statuses.loginFailure(answer, said(answer, form), clock.instant());
  }

  private Answer send(String source, Request request) {
    metrics.add(SourceMetric.REQUESTS, 1);
    try (Response response = execute(request)) {
      RetryAfter.date(response.header("Date")).ifPresent(clock::observe);
      metrics.set(SourceMetric.CLOCK_SKEW, clock.skew());
      var bytes = response.isSuccessful() ? all(source, response.body()) : start(response.body());
      metrics.add(SourceMetric.BYTES, bytes.length);
      return new Answer(source, response.code(), response.headers(), bytes);
    } catch (InterruptedIOException e) {
      throw failure(
          ApiError.TIMEOUT, e, source, settings.requestTimeout().toMillis() / 1000.0 + " s");
    } catch (HttpClients.ProxyRefused e) {
      throw failure(ApiError.PROXY_REFUSED, e, source, e.getMessage());
    } catch (IOException e) {
      throw failure(ApiError.CONNECTION, e, source, auth.redact(e.toString()));
    }
  }

  private byte[] all(String source, ResponseBody body) throws IOException {
    var most = settings.maxBytes();
    var length = body.contentLength();
    if (length > most || (length < 0 && body.source().request(most + 1))) {
      throw new ApiException(ApiError.EVENT_TOO_LARGE, source, "more than " + most + " bytes");
    }
    if (length < 0) {
      return body.source().readByteArray();
    }
    // In one piece from the start: a page is not worth two copies.
    var bytes = new byte[Math.toIntExact(length)];
    if (body.byteStream().readNBytes(bytes, 0, bytes.length) < length
        || !body.source().exhausted()) {
      throw new ProtocolException("the body is not as long as its Content-Length says");
    }
    return bytes;
  }

  private static byte[] start(ResponseBody body) throws IOException {
    return body.byteStream().readNBytes(MOST_ERROR_BYTES);
  }

  private Response execute(Request request) throws IOException {
    var call = http.newCall(request);
    inFlight = call;
    // Closing sets the flag and then cancels the call in flight: one of the two sees the other.
    if (closed) {
      call.cancel();
    }
    return call.execute();
  }

  private void refuseOtherOrigin(String source, URI target) {
    var base = settings.baseUrl();
    if (!base.getScheme().equals(target.getScheme())
        || !base.getAuthority().equalsIgnoreCase(target.getAuthority())) {
      throw new ApiException(
          ApiError.REDIRECTED, source, target.getScheme() + "://" + target.getAuthority());
    }
  }

  private static URI redirect(String source, URI from, Answer answer) {
    try {
      return from.resolve(URI.create(answer.headers().get("Location")));
    } catch (IllegalArgumentException e) {
      throw failure(ApiError.REDIRECTED, e, source, "an address that cannot be read");
    }
  }

  /** What the answer says: first without secrets, then cut, so that no part of one is left. */
  private String said(Answer answer, Map<String, String> form) {
    return ErrorBody.shorten(Redaction.hide(auth.redact(ErrorBody.told(answer)), form));
  }

  private static ApiException failure(
      ApiError error, Exception cause, @Nullable Object... arguments) {
    return new ApiException(error, error.trouble(), null, cause, arguments);
  }
}
