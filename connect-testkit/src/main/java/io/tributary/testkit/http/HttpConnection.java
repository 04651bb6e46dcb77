// SPDX-License-Identifier: Apache-2.0
package io.tributary.testkit.http;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** One HTTP/1.1 connection of a fake server: reads requests, writes correct or faulty responses. */
public final class HttpConnection {
  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
          .withZone(ZoneOffset.UTC);

  private final Socket tcp;
  private final InputStream in;
  private final OutputStream out;
  private final Supplier<Clock> clock;
  private final CountDownLatch closed;

  public HttpConnection(Socket tcp, Socket plain, Supplier<Clock> clock, CountDownLatch closed)
      throws IOException {
    this.tcp = tcp;
    this.in = new BufferedInputStream(plain.getInputStream());
    this.out = new BufferedOutputStream(plain.getOutputStream(), 1 << 16);
    this.clock = clock;
    this.closed = closed;
  }

  /** The next request, or null if the client has closed. */
  public @Nullable RecordedRequest read() throws IOException {
    String first = line();
    if (first == null) {
      return null;
    }
    String[] parts = first.split(" ", 3);
    var headers = new HashMap<String, String>();
    for (String line = line(); line != null && !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      headers.merge(
          line.substring(0, colon).trim().toLowerCase(Locale.ROOT),
          line.substring(colon + 1).trim(),
          (one, two) -> one + ", " + two);
    }
    int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
    byte[] body = in.readNBytes(length);
    if (body.length < length) {
      throw new EOFException("body cut");
    }
    String text = new String(decoded(body, headers), StandardCharsets.UTF_8);
    return new RecordedRequest(parts[0], parts[1], Map.copyOf(headers), text, Instant.now());
  }

  private static byte[] decoded(byte[] body, Map<String, String> headers) throws IOException {
    if (!"gzip".equals(headers.get("content-encoding"))) {
      return body;
    }
    try (var in = new GZIPInputStream(new ByteArrayInputStream(body))) {
      return in.readAllBytes();
    }
  }

  public void send(FakeResponse answer) throws IOException {
    byte[] body = answer.bytes();
    head(answer, body.length);
    out.write(body);
    out.flush();
  }

  /** Plays a fault and returns false if the connection cannot be used any more. */
  public boolean play(Fault fault, RecordedRequest request, Supplier<FakeResponse> proper)
      throws IOException {
    if (fault instanceof Fault.Status status) {
      send(new FakeResponse(status.code(), status.headers(), status.body()));
      return true;
    } else if (fault instanceof Fault.Echo echo) {
      send(FakeResponse.json(echo.code(), request.quoted()));
      return true;
    } else if (fault instanceof Fault.Slow slow) {
      boolean open = pause(slow.delay());
      send(proper.get());
      return open;
    } else if (fault instanceof Fault.Trickle) {
      trickle(proper.get());
      return true;
    } else if (fault instanceof Fault.HugeBody huge) {
      huge(huge.bytes());
      return true;
    } else if (fault instanceof Fault.Raw raw) {
      raw(raw);
    } else if (fault instanceof Fault.Hang) {
      pause(Duration.ofDays(1000));
    } else if (fault instanceof Fault.CutBody) {
      half(proper.get());
    } else if (fault instanceof Fault.ResetWithin) {
      half(proper.get());
      reset();
    } else if (fault instanceof Fault.ResetAfter) {
      var unused = proper.get();
      reset();
    } else {
      reset();
    }
    return false;
  }

  private void half(FakeResponse answer) throws IOException {
    byte[] body = answer.bytes();
    head(answer, body.length);
    out.write(body, 0, body.length / 2);
    out.flush();
  }

  private void trickle(FakeResponse answer) throws IOException {
    byte[] body = answer.bytes();
    head(answer, body.length);
    for (byte one : body) {
      out.flush();
      if (!pause(Duration.ofSeconds(1))) {
        return;
      }
      out.write(one);
    }
    out.flush();
  }

  private void huge(long bytes) throws IOException {
    head(FakeResponse.json(200, ""), -1);
    byte[] blanks = new byte[1 << 16];
    Arrays.fill(blanks, (byte) ' ');
    chunk("[".getBytes(StandardCharsets.UTF_8), 1);
    for (long left = bytes - 2; left > 0; left -= blanks.length) {
      chunk(blanks, (int) Math.min(left, blanks.length));
    }
    chunk("]".getBytes(StandardCharsets.UTF_8), 1);
    out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }

  private void raw(Fault.Raw raw) throws IOException {
    out.write(raw.start().getBytes(StandardCharsets.ISO_8859_1));
    var piece = raw.piece().getBytes(StandardCharsets.ISO_8859_1);
    for (int written = 0; written < raw.times(); written++) {
      out.write(piece);
    }
    out.flush();
  }

  private void chunk(byte[] bytes, int length) throws IOException {
    out.write((Integer.toHexString(length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
    out.write(bytes, 0, length);
    out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
  }

  /** Closes with an RST, under TLS without a close_notify. */
  private void reset() throws IOException {
    tcp.setSoLinger(true, 0);
    tcp.close();
  }

  /** A negative length means chunked transfer. */
  private void head(FakeResponse answer, int length) throws IOException {
    var head = new StringBuilder("HTTP/1.1 ").append(answer.status()).append(" Fake\r\n");
    head.append("Date: ").append(HTTP_DATE.format(clock.get().instant())).append("\r\n");
    answer.headers().forEach((k, v) -> head.append(k).append(": ").append(v).append("\r\n"));
    head.append(
        length >= 0
            ? "Content-Length: " + length + "\r\n\r\n"
            : "Transfer-Encoding: chunked\r\n\r\n");
    out.write(head.toString().getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Waits and returns false if the server was closed meanwhile. */
  private boolean pause(Duration time) {
    try {
      return !closed.await(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private @Nullable String line() throws IOException {
    var text = new StringBuilder();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        return null;
      }
      text.append((char) b);
    }
    return text.toString().strip();
  }
}
