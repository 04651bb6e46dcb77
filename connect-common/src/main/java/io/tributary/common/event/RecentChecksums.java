// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.event;

/**
 * The checksums of the last events by their digests: of as many as given at least, and of twice as
 * many at most. Twelve bytes and an index entry each, without an object that the garbage collector
 * has to move. Not thread-safe.
 */
final class RecentChecksums {
  /** Most feeds never need more room. */
  private static final int FIRST = 256;

  private final int least;
  private Generation young;
  private Generation old;

  /** Checksums in the order added. */
  private static final class Generation {
    private final DigestLog digests;
    private final int[] checksums;

    Generation(int room) {
      digests = new DigestLog(room);
      checksums = new int[room];
    }

    /** Returns the same with more room. */
    Generation grown(int room) {
      var grown = new Generation(room);
      for (var i = 0; i < digests.size(); i++) {
        grown.append(digests.at(i), checksums[i]);
      }
      return grown;
    }

    void append(long digest, int checksum) {
      checksums[digests.size()] = checksum;
      digests.append(digest);
    }

    int find(long digest) {
      return digests.find(digest, 0, digests.size());
    }
  }

  RecentChecksums(int least) {
    this.least = least;
    young = new Generation(Math.min(FIRST, least));
    old = new Generation(0);
  }

  /**
   * The checksum of an event, which is remembered if the event is not known.
   *
   * @return the checksum known before, or the given one
   */
  int knownOr(long digest, int checksum) {
    var at = young.find(digest);
    if (at >= 0) {
      return young.checksums[at];
    }
    var former = old.find(digest);
    var known = former >= 0 ? old.checksums[former] : checksum;
    if (!young.digests.hasRoomFor(1)) {
      var size = young.digests.size();
      if (size < least) {
        young = young.grown(Math.min(2 * size, least));
      } else {
        old = young;
        young = new Generation(least);
      }
    }
    young.append(digest, known);
    return known;
  }

  boolean contains(long digest) {
    return young.find(digest) >= 0 || old.find(digest) >= 0;
  }
}
