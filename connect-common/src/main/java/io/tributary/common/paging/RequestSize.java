// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.paging;

import java.time.Duration;

/**
 * How much to request at once. A request that keeps failing is halved. Success doubles it again: at
 * once after an outage or among failures by chance, and ever more rarely where the larger request
 * has failed at once. Immutable.
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

  /** Returns half of this size. */
  public RequestSize halved() {
    var rarely = grew && successes == 0 ? Math.min(MOST_NEEDED, needed * 2) : needed;
    return new RequestSize(Math.min(halvings + 1, MOST_HALVINGS), 0, rarely, false);
  }

  /** Returns the whole again, because the smallest request fails as well. */
  public RequestSize whole() {
    return new RequestSize(0, 0, needed, false);
  }

  /** Returns the size after a request has succeeded. */
  public RequestSize succeeded() {
    if (halvings == 0) {
      return WHOLE;
    }
    if (successes + 1 < needed) {
      return new RequestSize(halvings, successes + 1, needed, grew);
    }
    // Where a larger request has succeeded as well, failures are by chance.
    return new RequestSize(halvings - 1, 0, grew ? Math.max(1, needed / 2) : needed, true);
  }
}
