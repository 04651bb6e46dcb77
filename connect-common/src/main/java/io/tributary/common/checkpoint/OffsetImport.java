// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.checkpoint;

import io.tributary.common.error.SetupError;
import io.tributary.common.event.DedupeKey;
import io.tributary.common.event.Event;
import io.tributary.common.json.ByteSlice;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import org.apache.kafka.connect.errors.ConnectException;

/** Makes offsets for feeds that something else has read so far. */
public final class OffsetImport {
  private static final int MOST = SeenIds.MOST - SeenIds.MOST_AT_ONCE;

  private OffsetImport() {}

  /**
   * The offset of a feed that was read up to a time: from it on every event comes, but those with
   * the given ids. It knows ids alone, so it fits a feed whose identity is {@link DedupeKey#ID}.
   *
   * @param time UTC; events from before it never come
   * @param ids of events that were read and happened at that time or later
   * @param newest the latest time one of them may have, UTC; so long they are remembered
   * @throws ConnectException with {@link SetupError#SEEN_FULL} if there are more than 20,000 ids: a
   *     feed remembers 30,000, and the first page must find room beside them
   */
  public static Map<String, String> offset(Instant time, Collection<String> ids, Instant newest) {
    if (ids.size() > MOST) {
      throw new ConnectException(SetupError.SEEN_FULL.message(MOST, time));
    }
    var nothing = ByteSlice.of(new byte[0]);
    var read = ids.stream().map(id -> Event.of(id, newest, nothing)).toList();
    return OffsetCodec.encode(
        new Checkpoint(time, time, SeenIds.NONE.with(read, Reach.of(newest))));
  }
}
