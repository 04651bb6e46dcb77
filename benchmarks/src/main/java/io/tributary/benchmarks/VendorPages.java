// SPDX-License-Identifier: Apache-2.0
package io.tributary.benchmarks;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.tributary.benchmarks.process.HttpRequest;
import io.tributary.benchmarks.process.Options;
import io.tributary.benchmarks.process.Rows;
import io.tributary.testkit.vendor.VendorBench;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.Socket;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/**
 * A fake vendor. With {@code hurry} its clock starts at the first event and runs this many times as
 * fast as real time, and one event in a hundred becomes visible 2 to 10 minutes late.
 */
final class VendorPages {
  private final VendorBench vendor;
  private final Rows rows;
  private final Instant start;
  private final int events;
  private final int latency;
  private final int hurry;
  private final long started = System.nanoTime();
  private final AtomicLong requests = new AtomicLong();

  VendorPages(Options options) {
    vendor = options.vendor();
    rows = Rows.of(vendor, options);
    start = Rows.start(options);
    events = options.number("events", 0);
    latency = options.number("latency", 0);
    hurry = options.number("hurry", 0);
  }

  void serve(Socket socket) throws IOException {
    var in = new BufferedInputStream(socket.getInputStream());
    var out = socket.getOutputStream();
    for (var request = HttpRequest.read(in); request != null; request = HttpRequest.read(in)) {
      var body = answer(request);
      out.write(HttpRequest.head(now(), body.length));
      out.write(body);
    }
  }

  private byte[] answer(HttpRequest request) {
    var other = vendor.answer(request.target());
    if (other != null) {
      return other.getBytes(ISO_8859_1);
    }
    if (request.target().equals("/requests")) {
      return Long.toString(requests.get()).getBytes(ISO_8859_1);
    }
    requests.incrementAndGet();
    FarSide.pause(latency);
    return page(vendor.asked(request::parameter));
  }

  private byte[] page(VendorBench.Asked asked) {
    var from = asked.from() == null ? 0 : rows.firstFrom(asked.from());
    var to = asked.to() == null ? events : Math.min(events, rows.firstFrom(asked.to()));
    var first = from + asked.offset();
    var limit = asked.limit();
    var now = now();
    var numbers =
        hurry == 0
            ? IntStream.range(first, Math.min(to, first + limit))
            : IntStream.range(from, to)
                .filter(row -> visible(row, now))
                .skip(asked.offset())
                .limit(limit);
    return page(numbers.toArray(), vendor.head(), vendor.tail(events, limit));
  }

  private boolean visible(int row, Instant now) {
    var late = row % 100 == 7 ? 120 + row * 31 % 480 : 0;
    return !rows.time(row).plusSeconds(late).isAfter(now);
  }

  private Instant now() {
    var passed = (System.nanoTime() - started) * Math.max(1, hurry);
    return hurry == 0 ? Instant.now() : start.plusNanos(passed);
  }

  private synchronized byte[] page(int[] numbers, String head, String tail) {
    var page = new byte[head.length() + numbers.length * (rows.length() + 1) + tail.length()];
    var at = copy(head, page, 0);
    for (var i = 0; i < numbers.length; i++) {
      if (i > 0) {
        page[at++] = ',';
      }
      rows.write(numbers[i], page, at);
      at += rows.length();
    }
    at = copy(tail, page, at);
    // One comma fewer than rows.
    return at == page.length ? page : Arrays.copyOf(page, at);
  }

  private static int copy(String text, byte[] page, int at) {
    var bytes = text.getBytes(ISO_8859_1);
    System.arraycopy(bytes, 0, page, at, bytes.length);
    return at + bytes.length;
  }
}
