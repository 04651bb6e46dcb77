// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.coverage;

import io.tributary.common.event.Event;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * What the ledger says about one hour of a feed.
 *
 * @param hour the start of the hour, UTC
 * @param listed the number of distinct events that the vendor lists in the hour
 * @param digest the sum of their {@linkplain #digest digests} modulo 2^64
 * @param late how many of them sweeps have found since the task started
 */
public record HourCoverage(Instant hour, long listed, long digest, long late, Verdict verdict) {
  /** Returns the start of the hour in which the given time lies, UTC. */
  public static Instant hourOf(Instant time) {
    return time.truncatedTo(ChronoUnit.HOURS);
  }

  /**
   * Returns the digest of one event: the first 8 bytes, big endian, of the SHA-256 of the key of
   * its record, NUL, and the header {@code event.time}, in UTF-8.
   */
  public static long digest(String key, String eventTime) {
    return Event.digest(key + '\0' + eventTime);
  }

  /** Returns the start of the next hour, UTC. */
  public Instant end() {
    return hour.plus(1, ChronoUnit.HOURS);
  }

  /** Whether both say the same about the events and their completeness. */
  boolean agreesWith(HourCoverage other) {
    return listed == other.listed && digest == other.digest && verdict == other.verdict;
  }
}
