// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.statistics;

import static io.tributary.common.metrics.Metric.Kind.AGE;
import static io.tributary.common.metrics.Metric.Kind.COUNTER;
import static io.tributary.common.metrics.Metric.Kind.GAUGE;

import io.tributary.common.metrics.Metric;

/** The metrics of a sink task. */
public enum SinkMetric implements Metric {
  CONFIRMED(
      "messages-confirmed-total",
      COUNTER,
      "messages",
      "Messages that Devo has confirmed, as far as the transport can prove it."),
  ACCEPTED(
      "messages-accepted-total",
      COUNTER,
      "messages",
      "Messages read from Kafka for sending, including those that are sent again."),
  BYTES(
      "bytes-accepted-total",
      COUNTER,
      "bytes",
      "Bytes of these messages, before compression and TLS."),
  UNCONFIRMED(
      "messages-unconfirmed",
      GAUGE,
      "messages",
      "Messages sent but not confirmed yet. Their offsets are not committed."),
  QUEUED("bytes-queued", GAUGE, "bytes", "Bytes that are waiting for the network."),
  PAUSED(
      "paused",
      GAUGE,
      "0 or 1",
      "1 while nothing is read from Kafka, because Devo is slow or the connection was just lost."),
  LAST_CONFIRMED(
      "last-confirmation-age-ms",
      AGE,
      "ms",
      "Time since everything sent was last confirmed, or since the task started; it grows while nothing comes from Kafka, too."),
  CONFIRMATIONS("confirmations-total", COUNTER, "confirmations", "Confirmations that succeeded."),
  CONFIRM_TIME(
      "confirmation-ms-total",
      COUNTER,
      "ms",
      "Time spent waiting for confirmations that succeeded."),
  LOST(
      "connections-lost-total",
      COUNTER,
      "times",
      "Times everything unconfirmed had to be sent again."),
  RESENT(
      "messages-resent-total",
      COUNTER,
      "messages",
      "Messages that were unconfirmed at these times. Devo may have some of them twice."),
  REFUSED(
      "messages-refused-total",
      COUNTER,
      "messages",
      "Messages that Devo refused, each time it did. They are tried again before they go to the dead letter queue."),
  REJECTED(
      "records-rejected-total",
      COUNTER,
      "records",
      "Records that cannot be sent. They go to the dead letter queue or, depending on errors.tolerance, are dropped."),
  SKIPPED(
      "records-skipped-total",
      COUNTER,
      "records",
      "Records with nothing to send: tombstones, and oversize messages if oversize.policy is skip."),
  TIMES_REPLACED(
      "times-replaced-total",
      COUNTER,
      "times",
      "Times that could not be read or were outside the years 0000 to 9999. The message has the time of the record instead, or the present."),
  TIME_TO_DEVO_P50(
      "time-to-devo-p50-ms",
      GAUGE,
      "ms",
      "Half of the messages confirmed in the last minute with any were confirmed at most this long after the time of their event; from a sample."),
  TIME_TO_DEVO_P99("time-to-devo-p99-ms", GAUGE, "ms", "The same for 99 of 100 messages."),
  LAST_ERROR(
      "last-error",
      GAUGE,
      "error number",
      "Number of the last error since the task started, as in errors.md; 0: none.");

  // A record of text, which the checker does not see.
  @SuppressWarnings("ImmutableEnumChecker")
  private final Entry entry;

  SinkMetric(String key, Kind kind, String unit, String meaning) {
    entry = new Entry(key, kind, unit, meaning);
  }

  @Override
  public Entry entry() {
    return entry;
  }
}
