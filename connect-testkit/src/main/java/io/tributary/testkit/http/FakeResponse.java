// SPDX-License-Identifier: Apache-2.0
package io.tributary.testkit.http;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** An answer of a fake about to be written, in UTF-8. */
public record FakeResponse(int status, Map<String, String> headers, String body) {

  /** JSON with that status. */
  public static FakeResponse json(int status, String body) {
    return new FakeResponse(
        status, Map.of("Content-Type", "application/json; charset=utf-8"), body);
  }

  /** The same with another header. */
  public FakeResponse with(String header, String value) {
    var all = new LinkedHashMap<>(headers);
    all.put(header, value);
    return new FakeResponse(status, all, body);
  }

  byte[] bytes() {
    return body.getBytes(StandardCharsets.UTF_8);
  }
}
