// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.metrics;

import java.time.Duration;
import java.util.Locale;

/**
 * The statistics of one pull, in the terms of the vendor documents.
 *
 * @param pullingId identifies the pull: epoch milliseconds
 * @param requests the number of fetches, including failed ones
 * @param received the number of rows received
 * @param duplicates rows that were not sent because they had been before, or are older than the
 *     feed's start
 * @param sent records handed to Kafka
 * @param lateness of the events sent, first seen minus event time; none in a backfill, where every
 *     event would look late
 * @param elapsed since the pull began
 */
public record PullSummary(
    long pullingId,
    long requests,
    long received,
    long duplicates,
    long sent,
    Lateness lateness,
    Duration elapsed) {

  /** The statistics line that operators of Devo's collectors know. */
  public String line() {
    return String.format(
        Locale.ROOT,
        "Statistics for this pull cycle (@devo_pulling_id=%d): Number of requests made: %d;"
            + " Number of events received: %d; Number of duplicated events filtered out: %d;"
            + " Number of events generated and sent: %d; Average of events per second: %.3f.",
        pullingId,
        requests,
        received,
        duplicates,
        sent,
        perSecond());
  }

  private double perSecond() {
    var seconds = elapsed.toNanos() / 1e9;
    return seconds > 0 ? sent / seconds : 0;
  }
}
