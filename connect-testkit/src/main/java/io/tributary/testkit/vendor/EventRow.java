// SPDX-License-Identifier: Apache-2.0
package io.tributary.testkit.vendor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * One event as a vendor serves it, byte for byte.
 *
 * @param id the id in the JSON; null when it has none
 * @param time when the vendor says it happened, UTC; the JSON may hold no time at all
 * @param json what is served, in UTF-8
 */
public record EventRow(@Nullable String id, Instant time, String json) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** A row that is served as it is: no object, no id, no time, or broken. */
  public static EventRow raw(Instant time, String json) {
    return new EventRow(null, time, json);
  }

  /** What tells it from others: the id, or the SHA-256 of its bytes in lower-case hex. */
  public String key() {
    return id == null ? sha256(json) : id;
  }

  /** The same with blanks and line breaks between its tokens. */
  public EventRow pretty() {
    try {
      var tree = JSON.readTree(json);
      String text = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(tree);
      return new EventRow(id, time, text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("no JSON: " + json, e);
    }
  }

  /** The same as of another time; the JSON stays. */
  public EventRow at(Instant newTime) {
    return new EventRow(id, newTime, json);
  }

  private static String sha256(String text) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
