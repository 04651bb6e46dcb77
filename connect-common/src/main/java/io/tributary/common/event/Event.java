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
 * @param digest identifies the event among all others: the first 8 bytes of the SHA-256 of its
 *     identity
 * @param time when the event happened, UTC; null if unknown
 * @param body the array that holds the event as the vendor sent it, which may be the response body.
 *     Nobody may change it
 * @param offset the index at which the event begins
 * @param length the length of the event in bytes
 * @param anomaly what is odd about it
 */
public record Event(
    String id,
    long digest,
    @Nullable Instant time,
    byte[] body,
    int offset,
    int length,
    Anomaly anomaly) {
  /** The longest id in characters. A producer may reject a record with a longer key. */
  private static final int LONGEST_ID = 1024;

  /** The heap of an event besides its text: objects, array headers and its entry in a buffer. */
  private static final int OBJECTS = 300;

  /** What is odd about an event. */
  public enum Anomaly {
    NONE,
    /** It has no id, so it is identified by its bytes. */
    NO_ID,
    /** Another event on the same page has its id, so it is identified by its bytes. */
    SHARED_ID,
    /** It has come before with other bytes. */
    CHANGED,
    /** It is not JSON that can be parsed, so a placeholder is sent. */
    UNREADABLE
  }

  private Event(String id, long digest, @Nullable Instant time, ByteSlice json, Anomaly anomaly) {
    this(id, digest, time, json.bytes(), json.offset(), json.length(), anomaly);
  }

  /** Returns the event for a row that cannot be parsed. It is identified by its bytes. */
  public static Event unreadable(@Nullable Instant time, ByteSlice row) {
    var key = hex(row);
    return new Event(key, digest(key), time, row, Anomaly.UNREADABLE);
  }

  /** Returns an event identified by its id. An empty id means that it has none. */
  public static Event of(String id, @Nullable Instant time, ByteSlice json) {
    return of(id, time, json, DedupeKey.ID);
  }

  /** Returns an event with the given id and identity. An empty id means that it has none. */
  public static Event of(String id, @Nullable Instant time, ByteSlice json, DedupeKey identity) {
    var key = id.isEmpty() ? hex(json) : id.length() > LONGEST_ID ? hex(bytes(id)) : id;
    var anomaly = id.isEmpty() ? Anomaly.NO_ID : Anomaly.NONE;
    return new Event(key, digest(identity.of(key, time, json)), time, json, anomaly);
  }

  /** Whether its identity may have been made of bytes that differ when it is listed again. */
  public boolean hasNoStableId() {
    return anomaly == Anomaly.NO_ID || anomaly == Anomaly.CHANGED;
  }

  /** Returns the same event, identified by its bytes because another one has its id. */
  Event underItsHash() {
    var key = hex(json());
    return new Event(key, digest(key), time, json(), Anomaly.SHARED_ID);
  }

  /** Returns the same event, known to have come before with other bytes. */
  Event changed() {
    return new Event(id, digest, time, json(), Anomaly.CHANGED);
  }

  /** Returns the digest of an identity. */
  public static long digest(String identity) {
    return ByteBuffer.wrap(bytes(identity).sha256()).getLong();
  }

  /**
   * Returns the heap in bytes that the event occupies while it is buffered, at least its length.
   */
  public long weight() {
    return (long) length + id.length() + OBJECTS;
  }

  /** Returns when the event happened, or the given end of its window if the event has no time. */
  public Instant timeOr(Instant windowEnd) {
    return time == null ? windowEnd : time;
  }

  /** Returns the event as the vendor sent it. It is made anew, as most events are only held. */
  public ByteSlice json() {
    return new ByteSlice(body, offset, length);
  }

  /** Returns the same event without a reference to the response body. */
  public Event compact() {
    return length == body.length ? this : with(json().compact());
  }

  /** Returns the same event with other bytes. */
  public Event with(ByteSlice bytes) {
    return new Event(id, digest, time, bytes, anomaly);
  }

  private static ByteSlice bytes(String text) {
    return ByteSlice.of(text.getBytes(UTF_8));
  }

  private static String hex(ByteSlice slice) {
    return HexFormat.of().formatHex(slice.sha256());
  }

  /** Omits the content of the event, which must not appear in a log. */
  @Override
  public String toString() {
    return "Event[" + id + " at " + time + ", " + length + " bytes]";
  }
}
