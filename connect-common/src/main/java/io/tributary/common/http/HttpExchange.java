// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.tributary.common.error.ApiError;
import io.tributary.common.error.ApiException;
import io.tributary.common.error.Durations;
import io.tributary.common.error.ForeignText;
import io.tributary.common.metrics.SourceMetric;
import io.tributary.common.metrics.TaskMetrics;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ProtocolException;
import java.util.Map;
import java.util.function.UnaryOperator;
import okhttp3.Call;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;

/** Sends one request at a time, bounded in time and size; closing it, from any thread, ends it. */
final class HttpExchange implements AutoCloseable {
  static final MediaType JSON = MediaType.get("application/json; charset=utf-8");

  private static final int MOST_ERROR_BYTES = 64 * 1024;

  private final HttpSettings settings;
  private final ServerClock clock;
  private final TaskMetrics<SourceMetric> metrics;
  private final UnaryOperator<String> redact;
  private final OkHttpClient http;
  private volatile boolean closed;
  private volatile @Nullable Call inFlight;

  HttpExchange(
      HttpSettings settings,
      ServerClock clock,
      TaskMetrics<SourceMetric> metrics,
      UnaryOperator<String> redact) {
    this.settings = settings;
    this.clock = clock;
    this.metrics = metrics;
    this.redact = redact;
    this.http = HttpClients.of(settings);
  }

  /** The text of an object with the given members. */
  static String json(Map<String, String> members) {
    var object = JsonNodeFactory.instance.objectNode();
    members.forEach(object::put);
    return object.toString();
  }

  /**
   * The response, whatever its status.
   *
   * @param source method and address, for messages
   * @throws ApiException if there is no answer
   */
  RawResponse send(String source, Request.Builder request) {
    metrics.add(SourceMetric.REQUESTS, 1);
    request.header("Accept", "application/json").header("User-Agent", settings.userAgent());
    try (Response response = execute(request.build())) {
      RetryAfter.date(response.headers(), "Date").ifPresent(clock::observe);
      metrics.set(SourceMetric.CLOCK_SKEW, clock.skew());
      var bytes = response.isSuccessful() ? all(source, response.body()) : start(response.body());
      metrics.add(SourceMetric.BYTES, bytes.length);
      var text = utf8(response.body().contentType(), bytes);
      if (text.length > settings.maxBytes() && response.isSuccessful()) {
        throw tooLarge(source);
      }
      return new RawResponse(source, response.code(), response.headers(), text);
    } catch (InterruptedIOException e) {
      throw failure(ApiError.TIMEOUT, e, source, Durations.text(settings.requestTimeout()));
    } catch (HttpClients.ProxyRefused e) {
      throw failure(ApiError.PROXY_REFUSED, e, source, e.getMessage());
    } catch (IOException e) {
      var said = ForeignText.line(redact.apply(e.toString()));
      throw failure(ApiError.CONNECTION, cause(e, said), source, said);
    }
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

  private byte[] all(String source, ResponseBody body) throws IOException {
    var most = settings.maxBytes();
    var length = body.contentLength();
    if (length > most || (length < 0 && body.source().request(most + 1))) {
      throw tooLarge(source);
    }
    if (length < 0) {
      return body.source().readByteArray();
    }
    // Read by hand into one array of that size: OkHttp would hold a page twice.
    var bytes = new byte[Math.toIntExact(length)];
    if (body.byteStream().readNBytes(bytes, 0, bytes.length) < length
        || !body.source().exhausted()) {
      throw new ProtocolException("the body is not as long as its Content-Length says");
    }
    return bytes;
  }

  private ApiException tooLarge(String source) {
    var limit = "more than " + settings.maxBytes() + " bytes";
    return new ApiException(ApiError.EVENT_TOO_LARGE, source, limit);
  }

  /** The bytes in UTF-8. They are that already, unless the response names another charset. */
  private static byte[] utf8(@Nullable MediaType type, byte[] bytes) {
    var charset = type == null ? null : type.charset();
    return charset == null || charset.equals(UTF_8) || charset.equals(US_ASCII)
        ? bytes
        : new String(bytes, charset).getBytes(UTF_8);
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

  /** The cause. Where it quotes what is not HTTP, it has the same text as the message. */
  private static IOException cause(IOException exception, String said) {
    if (!(exception instanceof ProtocolException)) {
      return exception;
    }
    var cause = new IOException(said);
    cause.setStackTrace(exception.getStackTrace());
    return cause;
  }

  static ApiException failure(ApiError error, Exception cause, @Nullable Object... arguments) {
    return new ApiException(error, error.recoverability(), null, cause, arguments);
  }
}
