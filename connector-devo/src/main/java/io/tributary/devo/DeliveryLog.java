package io.tributary.devo;

import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the task tells its operator: a line every five minutes, and one for each lost connection.
 */
final class DeliveryLog {
  private static final Logger LOG = LoggerFactory.getLogger(DevoSinkTask.class);
  private static final long EVERY_MILLIS = Duration.ofMinutes(5).toMillis();

  private long sent;
  private long sentBefore;
  private long rejected;
  private long last;

  DeliveryLog(DevoSinkConfig config, long now) {
    last = now;
    LOG.info(
        "Sending to {}; delivery.confirm={}, confirm.interval.ms={}, source.host={}",
        config.endpoint(),
        confirmation(config),
        config.confirmInterval().toMillis(),
        config.sourceHost());
  }

  private static String confirmation(DevoSinkConfig config) {
    if (config.endpoint().relp()) {
      return "200";
    }
    return config.endpoint().http() ? "2xx" : config.getString(DevoSinkConfig.CONFIRM);
  }

  /** Messages have arrived. */
  void confirmed(long messages) {
    sent += messages;
  }

  /** A record was handed to the errant record reporter. */
  void rejected() {
    rejected++;
  }

  /** Messages will be sent again. */
  void lost(Exception why, long messages, Duration wait) {
    LOG.warn(
        "{} {} messages will be sent again; next attempt in {} ms",
        why.getMessage(),
        messages,
        wait.toMillis());
  }

  /** Writes the line if it is due. */
  void report(long now, long unconfirmed, long skipped) {
    line(now, unconfirmed, skipped).ifPresent(LOG::info);
  }

  Optional<String> line(long now, long unconfirmed, long skipped) {
    if (now - last < EVERY_MILLIS) {
      return Optional.empty();
    }
    var line =
        "Messages sent: %d in all, %d since the last line %d s ago; unconfirmed: %d; records skipped: %d, rejected: %d"
            .formatted(
                sent, sent - sentBefore, (now - last) / 1000, unconfirmed, skipped, rejected);
    sentBefore = sent;
    last = now;
    return Optional.of(line);
  }
}
