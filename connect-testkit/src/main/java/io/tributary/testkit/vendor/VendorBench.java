// SPDX-License-Identifier: Apache-2.0
package io.tributary.testkit.vendor;

import java.time.Instant;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A vendor's pages as the benchmarks make and read them at full speed, with rows that are all of
 * one length. It checks nothing: for that there is the fake.
 */
public interface VendorBench {
  /**
   * The rows that a request asks for.
   *
   * @param from the time of the first, or null for all
   * @param to the time before which the last one happened, or null for all
   */
  record Asked(@Nullable Instant from, @Nullable Instant to, int offset, int limit) {}

  /** The member of a row that holds its time. */
  String timeMember();

  /** What follows the seconds of a time in UTC. */
  String zone();

  /** How many rows a page has at most. */
  int pageSize();

  /** How many events happen in 1,000 seconds, unless a scenario says otherwise. */
  default int density() {
    return 5_000;
  }

  /** The settings of a task that logs in and reads oldest first, without {@code base.url}. */
  Map<String, String> settings();

  /** The answer to a request that asks for no events, such as a login; null for all others. */
  default @Nullable String answer(String target) {
    return null;
  }

  /** The rows that these parameters ask for. */
  Asked asked(UnaryOperator<String> parameters);

  /** Path and query of the page that begins at the row of that number. */
  String target(int first);

  /** A page up to its first row. */
  String head();

  /** A page from its last row on, where there are so many events in pages of so many rows. */
  String tail(int events, int limit);
}
