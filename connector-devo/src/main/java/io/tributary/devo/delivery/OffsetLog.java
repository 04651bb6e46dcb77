// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.delivery;

import java.util.Arrays;
import java.util.OptionalLong;

/**
 * The offsets of one partition from the lowest that is not taken on, and what has become of each.
 * Offsets may have gaps. Nine bytes an offset, and pure.
 */
final class OffsetLog {
  // What has become of an offset.
  private static final byte SENT = 0;
  private static final byte KEPT = 1;
  private static final byte LOST = 2;
  private static final byte TAKEN = 3;

  private long[] offsets = new long[64];
  private byte[] states = new byte[64];
  private int head;
  private int end;
  private int sent;
  private int lost;

  /** No offset below this one is lost. */
  private long noneLostBelow;

  /** What the consumer reads again, after it was sent back: both offsets included. */
  private long readAgainFrom;

  private long readAgainTo = -1;
  private long highest = -1;

  /**
   * The consumer has returned this offset. It reads in order, so what was lost below it and has not
   * come again does not exist any more: it was compacted away, or its retention has ended.
   *
   * @return whether it has to be handled; otherwise it is taken, or still in hand
   */
  boolean offer(long offset) {
    loseNoneBelow(offset);
    var taken = isTakenBefore(offset);
    if (offset >= readAgainTo) {
      readAgainTo = -1;
    }
    if (taken) {
      return false;
    }
    var at = place(offset);
    noneLostBelow = offset + 1;
    if (states[at] != LOST) {
      return false;
    }
    set(at, SENT);
    return true;
  }

  /** Whether the consumer has gone back to this offset without being sent there. */
  boolean isAnew(long offset) {
    return offset < highest && !comesAgain(offset);
  }

  private boolean comesAgain(long offset) {
    return offset >= readAgainFrom && offset <= readAgainTo;
  }

  /** Whether it comes again and is not remembered, because it and everything below was taken. */
  private boolean isTakenBefore(long offset) {
    highest = Math.max(highest, offset);
    return comesAgain(offset) && find(offset) < 0;
  }

  private void loseNoneBelow(long offset) {
    if (lost > 0) {
      for (var at = firstLost(); at < end && offsets[at] < offset; at++) {
        if (states[at] == LOST) {
          set(at, TAKEN);
        }
      }
      shrink();
    }
  }

  /** The consumer has returned this offset, and has to return it once more. */
  void refuse(long offset) {
    if (!isTakenBefore(offset)) {
      place(offset);
      noneLostBelow = Math.min(noneLostBelow, offset);
    }
  }

  /** It is neither with the transport nor taken, but will be. */
  void keep(long offset) {
    change(offset, KEPT);
  }

  /** Whether it is with the transport. */
  boolean isSent(long offset) {
    var at = find(offset);
    return at >= 0 && states[at] == SENT;
  }

  /** What was kept is with the transport again. */
  void resend(long offset) {
    change(offset, SENT);
  }

  /** What is not remembered is taken, or its partition was away meanwhile. */
  private void change(long offset, byte state) {
    var at = find(offset);
    if (at >= 0) {
      set(at, state);
    }
  }

  void taken(long offset) {
    var at = find(offset);
    if (at >= 0) {
      set(at, TAKEN);
      shrink();
    }
  }

  /** Everything that is with the transport is taken, up to and including this offset. */
  void takenUpTo(long offset) {
    for (var at = head; at < end && offsets[at] <= offset; at++) {
      if (states[at] == SENT) {
        set(at, TAKEN);
      }
    }
    shrink();
  }

  /** Everything that is with the transport is lost. */
  void lost() {
    for (var at = head; at < end; at++) {
      if (states[at] == SENT) {
        set(at, LOST);
      }
    }
    noneLostBelow = 0;
  }

  /** The consumer is sent back: returns the lowest offset that it has to return once more. */
  OptionalLong seek() {
    for (var at = firstLost(); at < end; at++) {
      if (states[at] == LOST) {
        readAgainFrom = offsets[at];
        readAgainTo = highest;
        return OptionalLong.of(readAgainFrom);
      }
    }
    return OptionalLong.empty();
  }

  /** The lowest offset that is not taken. */
  OptionalLong lowest() {
    return head == end ? OptionalLong.empty() : OptionalLong.of(offsets[head]);
  }

  /** How many are with the transport. */
  int sent() {
    return sent;
  }

  /** How many it remembers. */
  int size() {
    return end - head;
  }

  /** Where this offset is; it is lost if it is new. */
  private int place(long offset) {
    makeRoom();
    var isNew = head == end || offset > offsets[end - 1];
    var found = isNew ? -end - 1 : find(offset);
    if (found >= 0) {
      return found;
    }
    var at = -found - 1;
    System.arraycopy(offsets, at, offsets, at + 1, end - at);
    System.arraycopy(states, at, states, at + 1, end - at);
    offsets[at] = offset;
    states[at] = LOST;
    lost++;
    end++;
    return at;
  }

  /** No index below this one is lost. */
  private int firstLost() {
    var at = find(noneLostBelow);
    return at >= 0 ? at : -at - 1;
  }

  private int find(long offset) {
    return Arrays.binarySearch(offsets, head, end, offset);
  }

  private void set(int at, byte state) {
    sent += (state == SENT ? 1 : 0) - (states[at] == SENT ? 1 : 0);
    lost += (state == LOST ? 1 : 0) - (states[at] == LOST ? 1 : 0);
    states[at] = state;
  }

  private void shrink() {
    while (head < end && states[head] == TAKEN) {
      head++;
    }
    if (head == end) {
      head = 0;
      end = 0;
    }
  }

  private void makeRoom() {
    if (end < offsets.length) {
      return;
    }
    var used = end - head;
    var length = used > offsets.length / 2 ? offsets.length * 2 : offsets.length;
    offsets = Arrays.copyOf(Arrays.copyOfRange(offsets, head, end), length);
    states = Arrays.copyOf(Arrays.copyOfRange(states, head, end), length);
    head = 0;
    end = used;
  }
}
