// SPDX-License-Identifier: Apache-2.0
package io.tributary.testkit.http;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** A response of a fake, in UTF-8, before it is written. */
public record FakeResponse(int status, Map<String, String> headers, String body) {

  /** JSON with the given status. */
  public static FakeResponse json(int status, String body) {
    return new FakeResponse(
        status, Map.of("Content-Type", "application/json; charset=utf-8"), body);
  }

  /** The same with an additional header. */
  public FakeResponse with(String header, String value) {
    var all = new LinkedHashMap<>(headers);
    all.put(header, value);
    return new FakeResponse(status, all, body);
  }

  byte[] bytes() {
    return body.getBytes(StandardCharsets.UTF_8);
  }
}
