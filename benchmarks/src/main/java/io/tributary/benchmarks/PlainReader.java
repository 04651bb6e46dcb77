// SPDX-License-Identifier: Apache-2.0
package io.tributary.benchmarks;

import io.tributary.benchmarks.process.Options;
import io.tributary.testkit.vendor.VendorBench;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import okhttp3.OkHttpClient;
import okhttp3.Request;

/**
 * The floor of a source: asks for the pages one after another and, unless {@code mode=drop}, cuts
 * every event out as a String, with its id and its time. It looks at each byte once and knows where
 * a vendor's id and time stand.
 */
final class PlainReader {
  /** An event as anyone would need it. */
  record Cut(String id, String time, String json) {}

  private static final int ID_AT = 7;
  private static final int ID_LENGTH = 36;
  private static final int TIME_LENGTH = 24;

  private final OkHttpClient http = new OkHttpClient();
  private final VendorBench vendor;
  private final boolean cuts;
  private final int limit;
  private final String url;
  private long cut;

  PlainReader(Options options) {
    vendor = options.vendor();
    cuts = !options.text("mode").equals("drop");
    limit = vendor.pageSize();
    url = "http://127.0.0.1:" + options.number("port", 0);
  }

  /** Reads so many events. */
  void read(int events) throws IOException {
    for (var first = 0; first < events; first += limit) {
      var request = new Request.Builder().url(url + vendor.target(first));
      try (var response = http.newCall(request.build()).execute()) {
        var bytes = response.body().bytes();
        if (cuts) {
          cut += cut(bytes).size();
        }
      }
    }
    if (cuts && cut == 0) {
      throw new IllegalStateException("Nothing was read");
    }
  }

  private List<Cut> cut(byte[] page) {
    var events = new ArrayList<Cut>(limit);
    var depth = 0;
    var from = 0;
    var quoted = false;
    for (var i = 0; i < page.length; i++) {
      var next = page[i];
      if (quoted) {
        if (next == '\\') {
          i++;
        } else if (next == '"') {
          quoted = false;
        }
      } else if (next == '"') {
        quoted = true;
      } else if (next == '{' && ++depth == 2) {
        from = i;
      } else if (next == '}' && --depth == 1) {
        events.add(event(page, from, i + 1));
      }
    }
    return events;
  }

  private static Cut event(byte[] page, int from, int to) {
    var timeAt = indexOf("\":\"20", page, from) + 3;
    return new Cut(
        text(page, from + ID_AT, ID_LENGTH),
        text(page, timeAt, TIME_LENGTH),
        text(page, from, to - from));
  }

  private static int indexOf(String what, byte[] page, int from) {
    var at = from;
    while (!matches(what, page, at)) {
      at++;
    }
    return at;
  }

  private static boolean matches(String what, byte[] page, int at) {
    for (var i = 0; i < what.length(); i++) {
      if (page[at + i] != what.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static String text(byte[] page, int from, int length) {
    return new String(page, from, length, StandardCharsets.UTF_8);
  }
}
