// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.tributary.common.error.Answer;
import io.tributary.common.error.ApiError;
import io.tributary.common.error.ApiException;
import io.tributary.common.error.Causes;
import io.tributary.common.error.Durations;
import io.tributary.common.error.ForeignText;
import io.tributary.common.http.RawResponse.Part;
import io.tributary.common.json.Transcoding;
import io.tributary.common.metrics.SourceMetric;
import io.tributary.common.metrics.TaskMetrics;
import io.tributary.common.pace.RequestBudget;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.ProtocolException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import okhttp3.Call;
import okhttp3.Headers;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;

/**
 * Sends one request at a time, bounded in time and size, and follows redirects within its origin;
 * closing it, from any thread, ends it.
 */
final class HttpExchange implements AutoCloseable {
  static final MediaType JSON = MediaType.get("application/json; charset=utf-8");

  /** Of an error, and of any answer to a login, no more is read. */
  private static final int MOST_SMALL_BYTES = 1024 * 1024;

  private static final int MOST_REDIRECTS = 5;

  private final HttpSettings settings;
  private final ServerClock clock;
  private final TaskMetrics<SourceMetric> metrics;
  private final UnaryOperator<String> redact;
  private final RequestBudget budget;
  private final HttpClients.Cookies cookies = new HttpClients.Cookies();
  private final OkHttpClient http;

  /** The bytes that may still be received for the current request. */
  private final AtomicLong onTheWire = new AtomicLong();

  /** A date and what it means. */
  private record ReadDate(String text, Optional<Instant> time) {}

  private volatile ReadDate date = new ReadDate("", Optional.empty());
  private volatile boolean closed;
  private volatile @Nullable Call inFlight;

  HttpExchange(
      HttpSettings settings,
      ServerClock clock,
      RequestBudget budget,
      TaskMetrics<SourceMetric> metrics,
      UnaryOperator<String> redact) {
    this.settings = settings;
    this.clock = clock;
    this.budget = budget;
    this.metrics = metrics;
    this.redact = redact;
    this.http = HttpClients.of(settings, cookies, Wire::new);
  }

  /** The text of an object with the given members. */
  static String json(Map<String, String> members) {
    var object = JsonNodeFactory.instance.objectNode();
    members.forEach(object::put);
    return object.toString();
  }

  /**
   * The response to a request for a page, whatever its status.
   *
   * @param source method and address, for messages
   * @param mayBeCut whether the body is cut at the limit if it is larger, instead of refused
   * @throws ApiException if there is no answer, or a redirect to another origin
   */
  RawResponse page(String source, Request.Builder request, boolean mayBeCut) {
    return follow(source, request, mayBeCut ? Part.UP_TO_LIMIT : Part.WHOLE);
  }

  /** The response to a step of a login, as above; of its body only the start is read. */
  RawResponse login(String source, Request.Builder request) {
    return follow(source, request, Part.START);
  }

  private RawResponse follow(String source, Request.Builder request, Part part) {
    request.header("Accept", "application/json").header("User-Agent", settings.userAgent());
    var next = request.build();
    for (var redirects = 0; ; redirects++) {
      var answer = send(source, next, part);
      var target = answer.target(next, redact);
      if (target == null || redirects == MOST_REDIRECTS) {
        return answer;
      }
      budget.spend();
      next = next.newBuilder().url(target).build();
    }
  }

  /** Most answers have the same date as the one before, and parsing one takes long. */
  private void noteTime(Headers headers) {
    var text = headers.get("Date");
    var known = date;
    if (!known.text().equals(text)) {
      known = new ReadDate(String.valueOf(text), RetryAfter.date(headers, "Date"));
      date = known;
    }
    known.time().ifPresent(clock::observe);
  }

  private RawResponse send(String source, Request request, Part part) {
    metrics.add(SourceMetric.REQUESTS, 1);
    onTheWire.set(2 * (settings.maxBytes() + MOST_SMALL_BYTES));
    try (Response response = execute(request)) {
      noteTime(response.headers());
      metrics.set(SourceMetric.CLOCK_SKEW, clock.skew());
      var body = response.body();
      var isPage = part != Part.START && response.isSuccessful();
      var most = isPage ? settings.maxBytes() : Long.MAX_VALUE;
      var bytes = isPage ? all(source, body, part) : body.byteStream().readNBytes(MOST_SMALL_BYTES);
      metrics.add(SourceMetric.BYTES, bytes.length);
      var type = body.contentType();
      var charset = type == null ? null : type.charset();
      var whole = Transcoding.utf8(bytes, charset, most).filter(text -> bytes.length <= most);
      if (whole.isEmpty() && part != Part.UP_TO_LIMIT) {
        throw tooLarge(source);
      }
      var text = whole.orElseGet(() -> Transcoding.start(bytes, charset, most));
      return new RawResponse(
          source, response.code(), response.headers(), text, whole.isPresent() ? 0 : most);
    } catch (InterruptedIOException e) {
      throw failure(ApiError.TIMEOUT, e, source, Durations.text(settings.requestTimeout()));
    } catch (HttpClients.ProxyRefused e) {
      throw failure(ApiError.PROXY_REFUSED, e, source, e.getMessage());
    } catch (IOException e) {
      var meaning = Causes.meaning(e);
      var answer = new Answer(meaning + fit(e.toString()), meaning + e.getClass().getSimpleName());
      throw failure(ApiError.CONNECTION, e, source, answer);
    }
  }

  /** The text of an exception, which may quote what the server sent, also in hexadecimal. */
  private String fit(String text) {
    return ForeignText.line(redact.apply(ForeignText.withoutQuotedBytes(text)));
  }

  /** Drops all cookies; true if there were any, without which the next answer may differ. */
  boolean forgetCookies() {
    return cookies.forget();
  }

  /** Ends the call in flight, allows no other, and closes the connections. */
  @Override
  public void close() {
    closed = true;
    var call = inFlight;
    if (call != null) {
      call.cancel();
    }
    http.connectionPool().evictAll();
  }

  /** The body. If it is cut at the limit, one byte more. */
  private byte[] all(String source, ResponseBody body, Part part) throws IOException {
    var most = settings.maxBytes();
    var length = body.contentLength();
    var isLarger = length > most || (length < 0 && body.source().request(most + 1));
    if (isLarger && part != Part.UP_TO_LIMIT) {
      throw tooLarge(source);
    }
    if (length < 0 && !isLarger) {
      return body.source().readByteArray();
    }
    // Read by hand into one array of that size: OkHttp would hold a page twice.
    var bytes = new byte[Math.toIntExact(isLarger ? most + 1 : length)];
    if (body.byteStream().readNBytes(bytes, 0, bytes.length) < bytes.length
        || !(isLarger || body.source().exhausted())) {
      throw new ProtocolException("the body is not as long as its Content-Length says");
    }
    return bytes;
  }

  private ApiException tooLarge(String source) {
    var limit = "more than " + settings.maxBytes() + " bytes";
    return new ApiException(ApiError.EVENT_TOO_LARGE, source, limit);
  }

  /**
   * What a server sends, with whatever is around the body: OkHttp and its decoder of gzip put no
   * bound on the line before a chunk or the name in a header of gzip.
   */
  private final class Wire extends FilterInputStream {
    Wire(InputStream socket) {
      super(socket);
    }

    @Override
    public int read() throws IOException {
      var single = new byte[1];
      return read(single, 0, 1) < 0 ? -1 : single[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      var received = super.read(bytes, offset, length);
      if (onTheWire.addAndGet(-received) < 0) {
        throw new ProtocolException("the answer has no end");
      }
      return received;
    }
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

  private ApiException failure(ApiError error, IOException e, @Nullable Object... arguments) {
    var cause = Causes.gated(e, this::fit);
    return new ApiException(error, error.recoverability(), null, cause, arguments);
  }
}
