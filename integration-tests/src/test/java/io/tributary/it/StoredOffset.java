// SPDX-License-Identifier: Apache-2.0
package io.tributary.it;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.common.checkpoint.Checkpoint;
import io.tributary.common.checkpoint.OffsetCodec;
import io.tributary.common.event.Event;
import io.tributary.common.json.ByteSlice;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** The last offset that a cluster has stored for its only source connector. */
record StoredOffset(Checkpoint checkpoint) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ByteSlice NOTHING = ByteSlice.of(new byte[0]);

  static StoredOffset lastOf(String cluster) {
    Stack.reader().untilCount(cluster + "-offsets", 1, Duration.ofSeconds(30));
    var stored = Stack.reader().now(cluster + "-offsets");
    try {
      var offset = stored.get(stored.size() - 1).value();
      return new StoredOffset(
          OffsetCodec.decode(JSON.readValue(offset, new TypeReference<Map<String, String>>() {})));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  Instant since() {
    return checkpoint.since();
  }

  /** Whether it says that the event with this key has been emitted. */
  boolean knows(String key) {
    return checkpoint.seen().contains(Event.of(key, Instant.EPOCH, NOTHING));
  }
}
