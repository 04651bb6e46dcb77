// SPDX-License-Identifier: Apache-2.0
package io.tributary.benchmarks.process;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The parts of an HTTP/1.1 request that the other side needs. */
public record HttpRequest(String target, boolean gzip, byte[] body) {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
          .withZone(ZoneOffset.UTC);

  /** The next request, or null if the client has left. */
  public static @Nullable HttpRequest read(InputStream in) throws IOException {
    var first = line(in);
    if (first.isEmpty()) {
      return null;
    }
    var length = 0;
    var gzip = false;
    for (var line = line(in); !line.isEmpty(); line = line(in)) {
      var header = line.toLowerCase(Locale.ROOT);
      if (header.startsWith("content-length:")) {
        length = Integer.parseInt(header.substring(15).strip());
      }
      gzip |= header.startsWith("content-encoding:") && header.contains("gzip");
    }
    return new HttpRequest(first.split(" ", 3)[1], gzip, in.readNBytes(length));
  }

  /** The value of a query parameter. The one without a name is the body. */
  public String parameter(String name) {
    if (name.isEmpty()) {
      return new String(body, ISO_8859_1);
    }
    var query = "&" + target.substring(target.indexOf('?') + 1) + "&";
    var at = query.indexOf("&" + name + "=");
    var from = at + name.length() + 2;
    return at < 0 ? "" : query.substring(from, query.indexOf('&', from)).replace("%3A", ":");
  }

  /** Status line and headers of a response. */
  public static byte[] head(Instant now, int length) {
    var head =
        "HTTP/1.1 200 OK\r\nDate: %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n";
    return head.formatted(DATE.format(now), length).getBytes(ISO_8859_1);
  }

  private static String line(InputStream in) throws IOException {
    var text = new StringBuilder();
    for (var next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
      if (next != '\r') {
        text.append((char) next);
      }
    }
    return text.toString();
  }
}
