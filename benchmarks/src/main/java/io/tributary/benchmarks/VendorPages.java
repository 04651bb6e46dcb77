package io.tributary.benchmarks;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.Socket;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/**
 * Plays the two vendors: Kiteworks by row number within a window, CloudSEK by page number. With
 * {@code hurry} its clock starts at the first event and runs so many times as fast as ours, and one
 * event in a hundred becomes visible 2 to 10 minutes late.
 */
final class VendorPages {
  private static final byte[] TOKEN =
      "{\"access_token\":\"bench\",\"expires_in\":86400}".getBytes(ISO_8859_1);

  private final Rows activities;
  private final Rows alerts;
  private final Instant start;
  private final int events;
  private final int latency;
  private final int hurry;
  private final long started = System.nanoTime();
  private final AtomicLong requests = new AtomicLong();

  VendorPages(Options options) {
    activities = Rows.ofKiteworks(options);
    alerts = Rows.ofCloudSek(options);
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
    if (request.target().startsWith("/oauth/token")) {
      return TOKEN;
    }
    if (request.target().equals("/requests")) {
      return Long.toString(requests.get()).getBytes(ISO_8859_1);
    }
    requests.incrementAndGet();
    FarSide.pause(latency);
    var limit = Integer.parseInt(request.parameter("limit"));
    return request.target().startsWith("/rest/admin/activities")
        ? activities(request, limit)
        : alerts(Integer.parseInt(request.parameter("page")), limit);
  }

  private byte[] activities(HttpRequest request, int limit) {
    var from = activities.firstFrom(Instant.parse(request.parameter("startDateTime")));
    var end = Instant.parse(request.parameter("endDateTime"));
    var to = Math.min(events, activities.firstFrom(end.plusMillis(1)));
    var offset = Integer.parseInt(request.parameter("offset"));
    var now = now();
    var rows =
        hurry == 0
            ? IntStream.range(from + offset, Math.min(to, from + offset + limit))
            : IntStream.range(from, to).filter(row -> visible(row, now)).skip(offset).limit(limit);
    return page(activities, rows.toArray(), "{\"events\":[", "]}");
  }

  private byte[] alerts(int page, int limit) {
    var first = (page - 1) * limit;
    var rows = IntStream.range(first, Math.min(events, first + limit)).toArray();
    var totals = "],\"total_count\":%d,\"total_page\":%d}";
    return page(
        alerts, rows, "{\"data\":[", totals.formatted(events, (events + limit - 1) / limit));
  }

  private boolean visible(int row, Instant now) {
    var late = row % 100 == 7 ? 120 + row * 31 % 480 : 0;
    return !activities.time(row).plusSeconds(late).isAfter(now);
  }

  private Instant now() {
    var passed = (System.nanoTime() - started) * Math.max(1, hurry);
    return hurry == 0 ? Instant.now() : start.plusNanos(passed);
  }

  private synchronized byte[] page(Rows rows, int[] numbers, String head, String tail) {
    var page = new byte[head.length() + numbers.length * (Rows.BYTES + 1) + tail.length()];
    var at = copy(head, page, 0);
    for (var i = 0; i < numbers.length; i++) {
      if (i > 0) {
        page[at++] = ',';
      }
      rows.write(numbers[i], page, at);
      at += Rows.BYTES;
    }
    at = copy(tail, page, at);
    // One comma less than rows.
    return at == page.length ? page : Arrays.copyOf(page, at);
  }

  private static int copy(String text, byte[] page, int at) {
    var bytes = text.getBytes(ISO_8859_1);
    System.arraycopy(bytes, 0, page, at, bytes.length);
    return at + bytes.length;
  }
}
