// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.paging;

import java.time.Duration;

/**
 * How much to request at once. A request that keeps failing is halved. Success doubles it again: at
 * once after an outage, and ever more rarely where the larger request has failed anew. Immutable.
 *
 * @param halvings how often the whole has been halved, at least 0
 * @param successes the number of successes since the size changed
 * @param needed the number of successes after which the size grows
 * @param grew whether the size grew when it last changed
 */
public record RequestSize(int halvings, int successes, int needed, boolean grew) {
  private static final int MOST_NEEDED = 64;
  private static final int MOST_HALVINGS = 40;

  /** The shortest range worth requesting. */
  public static final Duration SHORTEST = Duration.ofSeconds(1);

  /** Everything at once. */
  public static final RequestSize WHOLE = new RequestSize(0, 0, 1, false);

  /** Returns the number of rows to request instead of the given one. */
  public int rows(int whole) {
    return Math.max(1, whole >> Math.min(halvings, 30));
  }

  /** Returns the length to request instead of the given one, at least a second. */
  public Duration length(Duration whole) {
    var length = whole.dividedBy(1L << halvings);
    return length.compareTo(SHORTEST) < 0 ? SHORTEST : length;
  }

  /** Whether no request of this size, which is larger than the last one, has succeeded yet. */
  boolean hasJustGrown() {
    return grew && successes == 0;
  }

  /** Returns half of this size. */
  public RequestSize halved() {
    var rarely = grew ? Math.min(MOST_NEEDED, needed * 2) : needed;
    return new RequestSize(Math.min(halvings + 1, MOST_HALVINGS), 0, rarely, false);
  }

  /** Returns the whole again, because the smallest request fails as well. */
  public RequestSize whole() {
    return new RequestSize(0, 0, needed, false);
  }

  /**
   * Returns the size after a request has succeeded.
   *
   * @param byChance whether so many fail by chance that it is no reason to grow rarely
   */
  public RequestSize succeeded(boolean byChance) {
    if (halvings == 0) {
      return WHOLE;
    }
    var rarely = byChance && grew ? Math.max(1, needed / 2) : needed;
    return successes + 1 < rarely
        ? new RequestSize(halvings, successes + 1, rarely, grew)
        : new RequestSize(halvings - 1, 0, rarely, true);
  }
}
