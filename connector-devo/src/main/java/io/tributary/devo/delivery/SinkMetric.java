package io.tributary.devo.delivery;

import static io.tributary.common.metrics.Metric.Kind.AGE;
import static io.tributary.common.metrics.Metric.Kind.COUNTER;
import static io.tributary.common.metrics.Metric.Kind.GAUGE;

import io.tributary.common.metrics.Metric;

/** What a sink task shows of its delivery. */
public enum SinkMetric implements Metric {
  CONFIRMED(
      "messages-confirmed-total",
      COUNTER,
      "messages",
      "Messages that Devo has taken, as far as the transport can prove it."),
  ACCEPTED(
      "messages-accepted-total",
      COUNTER,
      "messages",
      "Messages taken from Kafka to be sent, repeated ones included."),
  BYTES(
      "bytes-accepted-total",
      COUNTER,
      "bytes",
      "Bytes of these messages, before compression and TLS."),
  UNCONFIRMED(
      "messages-unconfirmed",
      GAUGE,
      "messages",
      "Messages sent that are not confirmed yet; their offsets are not committed."),
  QUEUED("bytes-queued", GAUGE, "bytes", "Bytes that wait for the network."),
  PAUSED(
      "paused",
      GAUGE,
      "0 or 1",
      "1 while nothing is taken from Kafka, because Devo is slow or was lost a moment ago."),
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
      "Messages that were unconfirmed then; Devo may hold some of them twice."),
  REJECTED(
      "records-rejected-total",
      COUNTER,
      "records",
      "Records that cannot be sent, handed to the dead letter queue or, by errors.tolerance, dropped."),
  SKIPPED(
      "records-skipped-total",
      COUNTER,
      "records",
      "Records with nothing to send: tombstones, and oversize ones where oversize.policy is skip."),
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
