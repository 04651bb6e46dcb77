// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.socket;

/**
 * Watches whether anything moves over a connection. Times are milliseconds of any clock that does
 * not go back.
 */
final class Watch {
  /** So many times longer an answer may take while something else moves. */
  private static final int MOST_PATIENCE = 4;

  private volatile long movedAt;
  private long answeredAt;

  /** Bytes were accepted by the socket, or something begins. */
  void moved(long now) {
    movedAt = now;
  }

  /** The receiver has answered, or nothing waits for an answer. */
  void answered(long now) {
    movedAt = now;
    answeredAt = now;
  }

  /**
   * For how long nothing has moved, if that is too long, in milliseconds; otherwise 0.
   *
   * @param busy whether the receiver has to read or to answer
   * @param unanswered how many messages wait for an answer
   */
  long stuckFor(boolean busy, int unanswered, long patience, long now) {
    if ((busy || unanswered > 0) && now - movedAt > patience) {
      return patience;
    }
    var most = MOST_PATIENCE * patience;
    return unanswered > 0 && now - answeredAt > most ? most : 0;
  }
}
