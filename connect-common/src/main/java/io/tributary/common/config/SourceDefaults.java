// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.config;

import io.tributary.common.error.CollectorError;
import java.time.Duration;
import java.util.List;

/**
 * The defaults and limits of a vendor for the settings that all sources share.
 *
 * @param table the Devo table of the feed, default of topic and tag
 * @param overlap how late an event may become visible to be found by the next round
 * @param horizon how late an event may become visible to be found by a sweep
 * @param settle how young an event must be left alone
 * @param windowMax the longest stretch asked for at once; zero: no limit
 * @param pageSize rows per page
 * @param maxPageSize the most the API takes
 * @param history how far back a feed starts by default
 * @param requestsLimits in the form of {@code requests.limits}
 * @param events JSON pointers to the rows of a page
 * @param ids JSON pointers to an event's id
 * @param times JSON pointers to an event's time
 * @param dedupeKey what tells an event from those sent before, in the form of {@code dedupe.key}
 * @param startUnreadable the error for a start time that is not a timestamp; takes the name of the
 *     setting and the text
 * @param startNotPast the error for a start time that is not in the past; takes the same
 */
public record SourceDefaults(
    String table,
    Duration overlap,
    Duration horizon,
    Duration settle,
    Duration windowMax,
    int pageSize,
    int maxPageSize,
    Duration history,
    String requestsLimits,
    List<String> events,
    List<String> ids,
    List<String> times,
    String dedupeKey,
    CollectorError startUnreadable,
    CollectorError startNotPast) {

  /** Rejects negative durations and a page size that the API does not allow. */
  public SourceDefaults {
    if (overlap.isNegative()
        || horizon.isNegative()
        || settle.isNegative()
        || windowMax.isNegative()) {
      throw new IllegalArgumentException(
          "negative: " + overlap + ", " + horizon + ", " + settle + ", " + windowMax);
    }
    if (history.isNegative() || history.isZero()) {
      throw new IllegalArgumentException("history: " + history);
    }
    if (pageSize < 1 || pageSize > maxPageSize) {
      throw new IllegalArgumentException("page size: " + pageSize + " of " + maxPageSize);
    }
    events = List.copyOf(events);
    ids = List.copyOf(ids);
    times = List.copyOf(times);
  }
}
