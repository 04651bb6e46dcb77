// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.event;

import java.util.Arrays;

/** An immutable set of digests. A set and its successor share the digests that both hold. */
public final class Digests {
  public static final Digests NONE = new Digests(new DigestLog(0), 0);

  private final DigestLog log;
  private final int size;

  private Digests(DigestLog log, int size) {
    this.log = log;
    this.size = size;
  }

  /** Whether the set holds the digest. */
  public boolean contains(long digest) {
    return log.find(digest, 0, size) >= 0;
  }

  /** Returns the number of digests. */
  public int size() {
    return size;
  }

  /** Returns this set with the given digests added. */
  public Digests with(long... more) {
    // Another set may have extended the log already.
    var continued = size == log.size() && log.hasRoomFor(more.length);
    var grown = continued ? log : copy(2 * (size + more.length));
    for (var digest : more) {
      var unused = grown.findOrAppend(digest, 0);
    }
    return new Digests(grown, grown.size());
  }

  /** Returns this set with those of another one added. */
  public Digests with(Digests other) {
    if (size == 0) {
      return other;
    }
    var more = new long[other.size];
    Arrays.setAll(more, other.log::at);
    return with(more);
  }

  private DigestLog copy(int room) {
    var copy = new DigestLog(room);
    for (var at = 0; at < size; at++) {
      copy.append(log.at(at));
    }
    return copy;
  }
}
