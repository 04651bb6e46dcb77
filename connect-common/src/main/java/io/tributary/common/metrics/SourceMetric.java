// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.metrics;

import static io.tributary.common.metrics.Metric.Kind.AGE;
import static io.tributary.common.metrics.Metric.Kind.COUNTER;
import static io.tributary.common.metrics.Metric.Kind.GAUGE;

import io.tributary.common.error.ApiError;

/** The metrics of a source task. */
public enum SourceMetric implements Metric {
  LAG(
      "lag-ms",
      AGE,
      "ms",
      "The feed is complete up to this long ago, by the vendor's clock: every older event has been sent."),
  UP_TO_DATE(
      "up-to-date",
      GAUGE,
      "0 or 1",
      "1 when the last finished round read up to the present, 0 while there is a backlog."),
  LAST_SUCCESS(
      "last-success-age-ms",
      AGE,
      "ms",
      "Time since a fetch last succeeded, or since the task started if none has yet."),
  LAST_ERROR(
      "last-error",
      GAUGE,
      "error number",
      "Number of the last error since the task started, as in errors.md; 0: none."),
  FAILURES(
      "failures-in-a-row",
      GAUGE,
      "fetches",
      "Fetches that have failed since one last succeeded; 0: the last fetch succeeded."),
  RECEIVED("events-received-total", COUNTER, "events", "Rows received, including repeated ones."),
  DUPLICATES(
      "events-duplicate-total",
      COUNTER,
      "events",
      "Rows not sent because they had been sent before, are older than the start of the feed, or belong to the next round."),
  SENT("events-sent-total", COUNTER, "events", "Events handed to Connect as records."),
  LATE(
      "events-late-total",
      COUNTER,
      "events",
      "Events sent that appeared after later ones; without overlap.ms only a sweep would find them."),
  RECOVERED(
      "events-recovered-total",
      COUNTER,
      "events",
      "Events found by a sweep, because they became visible later than overlap.ms after their time."),
  LAST_SWEEP(
      "last-sweep-age-ms",
      AGE,
      "ms",
      "Time since a sweep last read all it remembers, or since the task started if none has yet."),
  HOURS_COMPLETE(
      "hours-complete-total",
      COUNTER,
      "records",
      "Records of the ledger (coverage.topic) with the verdict complete. An hour that changes gets another one."),
  HOURS_GAP("hours-gap-total", COUNTER, "records", "Those with the verdict gap."),
  HOURS_UNPROVEN("hours-unproven-total", COUNTER, "records", "Those with the verdict unproven."),
  DEFERRED(
      "events-deferred-total",
      COUNTER,
      "events",
      "Events dated ahead of the present and deferred until their time, because more than 5,000 are listed at once."),
  DROPPED(
      "records-dropped-total",
      COUNTER,
      "records",
      "Records that Connect dropped on their way to the topic: a transform filtered them out, or errors.tolerance=all let Connect go on after a failure."),
  REPLACED(
      "events-replaced-total",
      COUNTER,
      "events",
      "Events replaced by a placeholder, the sum of the next four."),
  WITHHELD(
      "events-withheld-total",
      COUNTER,
      "events",
      "Those of the replaced events that were withheld because obfuscation.rules cannot be applied to them."),
  UNPARSABLE(
      "events-unreadable-total", COUNTER, "events", "Those that are not JSON that can be parsed."),
  OVERSIZE("events-oversize-total", COUNTER, "events", "Those larger than event.max.bytes."),
  UNMAPPABLE(
      "events-unmappable-total",
      COUNTER,
      "events",
      "Those of the replaced events that value.format=map cannot represent."),
  WITHOUT_TIME(
      "events-without-time-total",
      COUNTER,
      "events",
      "Events sent that have no time, or one that cannot be read. They do not move the feed."),
  SHARED_ID(
      "events-shared-id-total",
      COUNTER,
      "events",
      "Events sent under the SHA-256 of their bytes, because another event on the same page has the same id."),
  CHANGED(
      "events-changed-total",
      COUNTER,
      "events",
      "Rows that have come with other bytes than before under the same id, or without an id at the same time."),
  LATENESS_P50(
      "lateness-p50-ms",
      GAUGE,
      "ms",
      "Half of the events of the last round were first seen at most this long after their own time."),
  LATENESS_P99("lateness-p99-ms", GAUGE, "ms", "The same for 99 of 100 events."),
  LATENESS_MAX("lateness-max-ms", GAUGE, "ms", "The same for all events."),
  OVERLAP("overlap-ms", GAUGE, "ms", "The setting overlap.ms."),
  EFFECTIVE_OVERLAP(
      "effective-overlap-ms",
      GAUGE,
      "ms",
      "How far a poll really reaches back: less than overlap.ms if more than 30,000 events lie within it."),
  EFFECTIVE_HORIZON(
      "effective-horizon-ms",
      GAUGE,
      "ms",
      "How far a sweep really reaches back: less than sweep.horizon.ms while the feed is younger, or if more than 30,000 events lie within it."),
  OVERLAP_USED(
      "overlap-used-ms",
      GAUGE,
      "ms",
      "Largest delay with which an event has appeared after a later one since the task started; an event that is later than overlap.ms is found by the next sweep."),
  REQUESTS(
      "requests-total", COUNTER, "requests", "HTTP requests sent, including logins and redirects."),
  BYTES("response-bytes-total", COUNTER, "bytes", "Bytes of responses, after decompression."),
  RETRIES(
      "retries-total", COUNTER, "fetches", "Fetches that failed and were scheduled to be retried."),
  UNREADABLE(
      "responses-unreadable-total",
      COUNTER,
      "responses",
      "Responses that the API does not promise (" + ApiError.UNREADABLE.label() + ")."),
  THROTTLED(
      "throttled-ms-total",
      COUNTER,
      "ms",
      "Time for which due fetches were held back by requests.limits, or by a Retry-After that another connector with the same credential got."),
  LOGINS("logins-total", COUNTER, "logins", "Access tokens requested."),
  WINDOWS_SPLIT(
      "windows-split-total",
      COUNTER,
      "requests",
      "Requests made smaller because the vendor refused them or kept failing to answer them."),
  DRIFT_RESTARTS(
      "drift-restarts-total",
      COUNTER,
      "restarts",
      "Lists read again because rows had moved from page to page, or may have."),
  POSSIBLE_LOSSES(
      "possible-losses-total",
      COUNTER,
      "cases",
      "Cases in which an event may be lost, late or repeated: the sum of the next nine metrics and of"
          + " events-deferred-total, events-withheld-total, events-unreadable-total,"
          + " events-oversize-total, events-unmappable-total and events-changed-total. The journal and"
          + " the log name each kind."),
  RETENTION_GAPS(
      "retention-gaps-total",
      COUNTER,
      "cases",
      "Times that the vendor had purged its log, possibly before all events were read."),
  OVERLAPS_SHRUNK(
      "overlaps-shrunk-total",
      COUNTER,
      "rounds",
      "Rounds in which more events lay within overlap.ms than an offset can hold, so that less was read again."),
  HORIZONS_SHRUNK(
      "horizons-shrunk-total",
      COUNTER,
      "times",
      "Times that sweeps reached back less than sweep.horizon.ms for the same reason, at most one in an hour of the log."),
  ROWS_MISSING(
      "rows-missing-total",
      COUNTER,
      "lists",
      "Lists of which the vendor reported more rows than it listed."),
  ROWS_MOVED(
      "rows-moved-total",
      COUNTER,
      "lists",
      "Lists whose rows kept moving from page to page, so that the source went on with what had been listed."),
  ORDERS_BROKEN(
      "orders-broken-total",
      COUNTER,
      "lists",
      "Lists whose rows changed their order while they were read, so that older rows were left out."),
  LISTS_GIVEN_UP(
      "lists-given-up-total",
      COUNTER,
      "lists",
      "Lists of which a later page kept failing, so that the pages before it were sent."),
  TIME_FILTER_IGNORED(
      "time-filter-ignored-total",
      COUNTER,
      "cases",
      "1 once the vendor has listed rows much older than requested, as if it ignored the time filter."),
  PAGES_REPEATED(
      "pages-repeated-total",
      COUNTER,
      "cases",
      "1 once the vendor has repeated a page, as if it ignored paging, so that rows behind it were not read."),
  BACKFILL_LANES_LEFT(
      "backfill-lanes-left",
      GAUGE,
      "lanes",
      "Slices of the history, and ranges of replay, that this task has not read to their end."),
  BACKFILL_DONE(
      "backfill-done-percent",
      GAUGE,
      "percent",
      "How much of the time in these lanes has been read: 100 when none is left."),
  BACKFILL_ENDS_IN(
      "backfill-ends-in-ms",
      GAUGE,
      "ms",
      "When these lanes are expected to have been read, at the rate since the task started; 0: not known yet, or read."),
  CLOCK_SKEW(
      "clock-skew-ms",
      GAUGE,
      "ms",
      "How far the vendor's clock is ahead of the worker's; negative: behind; precise to a second."),
  CLOCKS_NOT_BELIEVED(
      "clock-not-believed-total",
      COUNTER,
      "responses",
      "Responses of a vendor whose clock is more than 15 minutes off the worker's and is therefore not believed.");

  // A record of text, which the checker does not see.
  @SuppressWarnings("ImmutableEnumChecker")
  private final Entry entry;

  SourceMetric(String key, Kind kind, String unit, String meaning) {
    entry = new Entry(key, kind, unit, meaning);
  }

  @Override
  public Entry entry() {
    return entry;
  }
}
