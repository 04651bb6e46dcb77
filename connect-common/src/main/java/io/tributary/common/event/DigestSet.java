package io.tributary.common.event;

import java.util.Arrays;

/** A set of digests. Each counts on being as good as random, and takes 16 to 32 bytes. */
public final class DigestSet {
  private long[] slots;
  private boolean hasZero;
  private int size;

  /** An empty set with room for so many; it grows as it must. */
  public DigestSet(int room) {
    slots = new long[Integer.highestOneBit(Math.max(1, room)) * 4];
  }

  /** Adds a digest; false if it is there already. */
  public boolean add(long digest) {
    if (contains(digest)) {
      return false;
    }
    if (2 * size >= slots.length) {
      grow();
    }
    hasZero |= digest == 0;
    slots[slot(digest)] = digest;
    size++;
    return true;
  }

  public boolean contains(long digest) {
    return digest == 0 ? hasZero : slots[slot(digest)] == digest;
  }

  public int size() {
    return size;
  }

  private void grow() {
    var all = slots;
    slots = new long[all.length * 2];
    Arrays.stream(all)
        .filter(digest -> digest != 0)
        .forEach(digest -> slots[slot(digest)] = digest);
  }

  /** Where the digest is, or the free place where it belongs; zero marks a free one. */
  private int slot(long digest) {
    var slot = (int) digest & (slots.length - 1);
    while (slots[slot] != 0 && slots[slot] != digest) {
      slot = (slot + 1) & (slots.length - 1);
    }
    return slot;
  }
}
