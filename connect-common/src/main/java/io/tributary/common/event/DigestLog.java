// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.event;

/**
 * Digests in the order added, with an index. A log is append-only, so immutable views of different
 * lengths can share it. Digests must be uniformly distributed. Not thread-safe.
 */
public final class DigestLog {
  private static final int NOWHERE = -1;

  private final long[] digests;

  /**
   * A hash table of positions plus one. Zero ends a search that began at the slot of the digest.
   */
  private final int[] positions;

  private int size;

  /** Creates an empty log with room for the given number of digests. */
  public DigestLog(int room) {
    digests = new long[room];
    positions = new int[Integer.highestOneBit(Math.max(1, room)) * 4];
  }

  /** Returns the number of digests. */
  public int size() {
    return size;
  }

  /** Whether the given number of further digests fits. */
  public boolean hasRoomFor(int more) {
    return size + more <= digests.length;
  }

  /** Returns the digest at a position from 0 to {@link #size} - 1. */
  public long at(int position) {
    return digests[position];
  }

  /** Returns the position of a digest in {@code [from, to)}, or a negative number. */
  public int find(long digest, int from, int to) {
    for (var slot = slot(digest); positions[slot] != 0; slot = next(slot)) {
      var at = positions[slot] - 1;
      if (digests[at] == digest && at >= from && at < to) {
        return at;
      }
    }
    return NOWHERE;
  }

  /** Appends a digest. The log must have room for it. */
  public void append(long digest) {
    var slot = slot(digest);
    while (positions[slot] != 0) {
      slot = next(slot);
    }
    put(digest, slot);
  }

  /**
   * Appends a digest unless the log holds it at the given position or behind. The log must have
   * room for it.
   *
   * @return the position at which the log holds the digest already, or a negative number
   */
  public int findOrAppend(long digest, int from) {
    var slot = slot(digest);
    for (; positions[slot] != 0; slot = next(slot)) {
      var at = positions[slot] - 1;
      if (digests[at] == digest && at >= from) {
        return at;
      }
    }
    put(digest, slot);
    return NOWHERE;
  }

  private void put(long digest, int freeSlot) {
    digests[size] = digest;
    positions[freeSlot] = ++size;
  }

  private int slot(long digest) {
    // Digests are uniformly distributed, so any of their bits will do.
    return (int) digest & (positions.length - 1);
  }

  private int next(int slot) {
    return (slot + 1) & (positions.length - 1);
  }
}
