package io.tributary.common.metrics;

import static io.tributary.common.metrics.Metric.Kind.AGE;
import static io.tributary.common.metrics.Metric.Kind.COUNTER;
import static io.tributary.common.metrics.Metric.Kind.GAUGE;

/** What a source task shows of its feed. */
public enum SourceMetric implements Metric {
  LAG(
      "lag-ms",
      AGE,
      "ms",
      "The feed is complete up to this long ago: every event older than that has been sent; by the vendor's clock."),
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
      "Fetches that have failed since one last succeeded; 0: all is well."),
  RECEIVED("events-received-total", COUNTER, "events", "Rows that came, repeated ones included."),
  DUPLICATES(
      "events-duplicate-total",
      COUNTER,
      "events",
      "Rows left out because they had been sent before, are older than the feed's start, or are left for the next round."),
  SENT("events-sent-total", COUNTER, "events", "Events handed to Connect as records."),
  LATE(
      "events-late-total",
      COUNTER,
      "events",
      "Events sent that appeared behind later ones: without overlap.ms they would be missing."),
  DEFERRED(
      "events-deferred-total",
      COUNTER,
      "events",
      "Events dated ahead of the present that were put off until their time: more than 5,000 are listed at once."),
  REPLACED(
      "events-replaced-total",
      COUNTER,
      "events",
      "Events in whose place a marker was sent: too long, not maskable, or no map."),
  LATENESS_P50(
      "lateness-p50-ms",
      GAUGE,
      "ms",
      "Half of the events of the last round were first seen at most this long after their own time."),
  LATENESS_P99("lateness-p99-ms", GAUGE, "ms", "The same for 99 of 100 events."),
  LATENESS_MAX("lateness-max-ms", GAUGE, "ms", "The same for all events."),
  OVERLAP("overlap-ms", GAUGE, "ms", "The setting overlap.ms."),
  OVERLAP_USED(
      "overlap-used-ms",
      GAUGE,
      "ms",
      "How far behind a later event one has appeared, at most, since the task started; an event further behind than overlap.ms would be missed."),
  REQUESTS(
      "requests-total", COUNTER, "requests", "HTTP requests sent, logins and redirects included."),
  BYTES("response-bytes-total", COUNTER, "bytes", "Bytes of answers, unpacked."),
  RETRIES(
      "retries-total",
      COUNTER,
      "fetches",
      "Fetches that failed and were put off to be tried again."),
  UNREADABLE(
      "responses-unreadable-total",
      COUNTER,
      "responses",
      "Answers that were not what the API promises (ApiError 496)."),
  THROTTLED(
      "throttled-ms-total",
      COUNTER,
      "ms",
      "Time for which due fetches were held back by requests.limits."),
  LOGINS("logins-total", COUNTER, "logins", "Access tokens asked for."),
  WINDOWS_SPLIT(
      "windows-split-total",
      COUNTER,
      "windows",
      "Windows halved because the vendor refused or could not answer them whole."),
  DRIFT_RESTARTS(
      "drift-restarts-total",
      COUNTER,
      "restarts",
      "Readings begun again because rows moved from page to page meanwhile."),
  CLOCK_SKEW(
      "clock-skew-ms",
      GAUGE,
      "ms",
      "How far the vendor's clock is ahead of the worker's; negative: behind; precise to a second.");

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
