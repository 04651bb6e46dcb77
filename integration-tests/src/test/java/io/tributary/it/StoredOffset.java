package io.tributary.it;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.Set;

/** The last offset that a cluster has stored for its only source connector. */
record StoredOffset(Instant since, Set<String> digests) {
  private static final ObjectMapper JSON = new ObjectMapper();

  static StoredOffset lastOf(String cluster) {
    Stack.reader().untilCount(cluster + "-offsets", 1, Duration.ofSeconds(30));
    var stored = Stack.reader().now(cluster + "-offsets");
    try {
      var offset = JSON.readTree(stored.get(stored.size() - 1).value());
      var ids = JSON.readTree(offset.path("last_ids").asText());
      var digests = new HashSet<String>();
      for (var i = 0; i < ids.size() - offset.path("ids_pending").asInt(); i++) {
        digests.add(digest(ids.get(i).asText()));
      }
      return new StoredOffset(Instant.parse(offset.path("since_in_utc").asText()), digests);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String digest(String entry) {
    return entry.substring(0, entry.indexOf('@'));
  }

  /** Whether it says that the event with this key has been emitted. */
  boolean knows(String key) {
    try {
      var hash = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
      return digests.contains(
          Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, 8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
