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

/** Creates offsets for feeds that another collector has read so far. */
public final class OffsetImport {
  private static final int MOST = SeenIds.MOST - SeenIds.MOST_AT_ONCE;

  private OffsetImport() {}

  /**
   * Returns the offset of a feed that was read up to the given time. Every event from that time on
   * is read, except events with the given ids. The offset holds ids only, so it suits feeds that
   * use {@link DedupeKey#ID}.
   *
   * @param time UTC; events before it are not read
   * @param ids the ids of events that were read and happened at that time or later
   * @param newest the latest time one of these events may have, UTC; the ids are remembered until
   *     then
   * @throws ConnectException with {@link SetupError#SEEN_FULL} if there are more than 20,000 ids. A
   *     feed remembers 30,000, and the ids of the first page must also fit.
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
