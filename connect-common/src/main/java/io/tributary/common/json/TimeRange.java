// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.json;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;

/**
 * A closed stretch of a feed, written as the interval of ISO 8601 that it is, such as {@code
 * 2026-11-01T00:00:00Z/2026-11-02T00:00:00Z}.
 *
 * @param from the first time in it, UTC, a whole second
 * @param until the first time after it, UTC, a whole second
 */
public record TimeRange(Instant from, Instant until) {
  /**
   * Rejects a range without events.
   *
   * @throws IllegalArgumentException if the end is not later than the start, or one of them is not
   *     a whole second
   */
  public TimeRange {
    if (!from.isBefore(until)) {
      throw new IllegalArgumentException("must end after it starts");
    }
    if (!from.equals(wholeSecond(from)) || !until.equals(wholeSecond(until))) {
      throw new IllegalArgumentException("must have whole seconds");
    }
  }

  /**
   * Parses the form that {@link #toString} returns.
   *
   * @throws IllegalArgumentException if the text has another form; the message gives the reason
   */
  public static TimeRange parse(String text) {
    var times = text.strip().split("/", -1);
    if (times.length != 2) {
      throw new IllegalArgumentException("must be two times with a slash between them");
    }
    try {
      return new TimeRange(Instant.parse(times[0].strip()), Instant.parse(times[1].strip()));
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("must have times in UTC such as 2026-11-01T00:00:00Z", e);
    }
  }

  /** Returns the time from start to end. */
  public Duration length() {
    return Duration.between(from, until);
  }

  /** Returns how much of the range lies before the given time, from 0 to 1. */
  public double shareBefore(Instant time) {
    var passed = (double) Duration.between(from, time).toSeconds() / length().toSeconds();
    return Math.max(0, Math.min(1, passed));
  }

  private static Instant wholeSecond(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS);
  }

  @Override
  public String toString() {
    return from + "/" + until;
  }
}
