// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tributary.common.json.ByteSlice;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * One event of a vendor.
 *
 * @param id the vendor's id; for an event without one, the SHA-256 of its bytes in lower-case hex;
 *     for an id of over 1,024 characters, the SHA-256 of the id
 * @param digest distinguishes it from every other event: the first 8 bytes of the SHA-256 of its
 *     identity
 * @param time when it happened, UTC; null if the vendor does not say
 * @param json the event as the vendor sent it
 */
public record Event(String id, long digest, @Nullable Instant time, ByteSlice json) {
  /** In characters; a producer may refuse a record with a longer key. */
  private static final int LONGEST_ID = 1024;

  /** An event identified by its id; an empty id means that it has none. */
  public static Event of(String id, @Nullable Instant time, ByteSlice json) {
    return of(id, time, json, DedupeKey.ID);
  }

  /** An event with the given id and identity; an empty id means that it has none. */
  public static Event of(String id, @Nullable Instant time, ByteSlice json, DedupeKey identity) {
    var key = id.isEmpty() ? hex(json) : id.length() > LONGEST_ID ? hex(bytes(id)) : id;
    return new Event(key, digest(identity.of(key, time, json)), time, json);
  }

  /** The digest of an identity. */
  public static long digest(String identity) {
    return ByteBuffer.wrap(bytes(identity).sha256()).getLong();
  }

  /** When it happened; an event without a time counts as of the given end of its window. */
  public Instant timeOr(Instant windowEnd) {
    return time == null ? windowEnd : time;
  }

  /** The same event, no longer holding the body it came in. */
  public Event compact() {
    return with(json.compact());
  }

  /** The same event with other bytes. */
  public Event with(ByteSlice bytes) {
    return new Event(id, digest, time, bytes);
  }

  private static ByteSlice bytes(String text) {
    return ByteSlice.of(text.getBytes(UTF_8));
  }

  private static String hex(ByteSlice slice) {
    return HexFormat.of().formatHex(slice.sha256());
  }

  /** Without the event itself, which must not appear in a log. */
  @Override
  public String toString() {
    return "Event[" + id + " at " + time + ", " + json.length() + " bytes]";
  }
}
