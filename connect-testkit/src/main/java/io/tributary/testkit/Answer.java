package io.tributary.testkit;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** An answer about to be written, in UTF-8. */
record Answer(int status, Map<String, String> headers, String body) {
  static Answer json(int status, String body) {
    return new Answer(status, Map.of("Content-Type", "application/json; charset=utf-8"), body);
  }

  Answer with(String header, String value) {
    var all = new LinkedHashMap<>(headers);
    all.put(header, value);
    return new Answer(status, all, body);
  }

  byte[] bytes() {
    return body.getBytes(StandardCharsets.UTF_8);
  }
}
