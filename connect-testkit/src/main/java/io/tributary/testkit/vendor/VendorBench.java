// SPDX-License-Identifier: Apache-2.0
package io.tributary.testkit.vendor;

import java.time.Instant;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A vendor's pages as the benchmarks create and read them at full speed, with rows of equal length.
 * It checks nothing: the fake does that.
 */
public interface VendorBench {
  /**
   * The rows that a request asks for.
   *
   * @param from the earliest time, or null for all
   * @param to the exclusive latest time, or null for all
   */
  record Asked(@Nullable Instant from, @Nullable Instant to, int offset, int limit) {}

  /** The member of a row that contains its time. */
  String timeMember();

  /** The suffix after the seconds of a time in UTC. */
  String zone();

  /** The maximum number of rows on a page. */
  int pageSize();

  /** The number of events in 1,000 seconds, unless a scenario sets another. */
  default int density() {
    return 5_000;
  }

  /** The settings of a task that logs in and reads oldest first, without {@code base.url}. */
  Map<String, String> settings();

  /** The response to a request that is not for events, such as a login; null for all others. */
  default @Nullable String answer(String target) {
    return null;
  }

  /** The rows that these parameters request. The one without a name is the body. */
  Asked asked(UnaryOperator<String> parameters);

  /** Path and query of the page that begins at this row. */
  String target(int first);

  /** The part of a page before its first row. */
  String head();

  /** The part of a page after its last row, for this many events in pages of this many rows. */
  String tail(int events, int limit);
}
