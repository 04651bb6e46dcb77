// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.event;

/**
 * Digests in the order they came, with an index. A log is only ever continued at its end, so
 * immutable views of different lengths can share one. Each digest counts on being as good as
 * random. Not safe for use by several threads.
 */
public final class DigestLog {
  private static final int NOWHERE = -1;

  private final long[] digests;

  /** The position of a digest plus one; zero ends a search that began at the digest itself. */
  private final int[] positions;

  private int size;

  /** An empty log with room for so many digests. */
  public DigestLog(int room) {
    digests = new long[room];
    positions = new int[Integer.highestOneBit(Math.max(1, room)) * 4];
  }

  public int size() {
    return size;
  }

  public boolean hasRoomFor(int more) {
    return size + more <= digests.length;
  }

  public long at(int position) {
    return digests[position];
  }

  /** The position of a digest in {@code [from, to)}, or a negative number. */
  public int find(long digest, int from, int to) {
    for (var slot = slot(digest); positions[slot] != 0; slot = next(slot)) {
      var at = positions[slot] - 1;
      if (digests[at] == digest && at >= from && at < to) {
        return at;
      }
    }
    return NOWHERE;
  }

  /** Appends a digest, for which there must be room. */
  public void append(long digest) {
    var slot = slot(digest);
    while (positions[slot] != 0) {
      slot = next(slot);
    }
    digests[size] = digest;
    positions[slot] = ++size;
  }

  /** Appends a digest unless the log holds it; whether it was appended. */
  public boolean add(long digest) {
    if (find(digest, 0, size) >= 0) {
      return false;
    }
    append(digest);
    return true;
  }

  private int slot(long digest) {
    // A digest is as good as random in any of its bits.
    return (int) digest & (positions.length - 1);
  }

  private int next(int slot) {
    return (slot + 1) & (positions.length - 1);
  }
}
