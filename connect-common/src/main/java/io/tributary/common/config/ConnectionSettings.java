// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.config;

import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;

import io.tributary.common.pace.RetryPolicy;
import java.time.Duration;
import java.util.function.DoubleSupplier;
import org.apache.kafka.common.config.AbstractConfig;

/**
 * The settings of a connection that sources and sinks share, declared and judged once; {@code
 * ssl.*} is Kafka's own.
 */
public final class ConnectionSettings {
  public static final Setting<Duration> CONNECT_TIMEOUT =
      Setting.timeout("connect.timeout.ms", 10_000)
          .between(1, Integer.MAX_VALUE)
          .text("Milliseconds to wait for a connection.");

  public static final Setting<Duration> RETRY_BACKOFF =
      Setting.millis("retry.backoff.ms", 1_000)
          .between(1, Validators.MAX_DURATION_MS)
          .text(
              "Longest wait in milliseconds after a first failure; doubles with each further one.");

  public static final Setting<Duration> RETRY_BACKOFF_MAX =
      Setting.millis("retry.backoff.max.ms", 60_000)
          .between(1, Validators.MAX_DURATION_MS)
          .text("Longest wait in milliseconds after any number of failures.");

  public static final Setting<Duration> RETRY_AFTER_MAX =
      Setting.millis("retry.after.max.ms", RetryPolicy.RETRY_AFTER_MAX.toMillis())
          .between(1_000, Validators.MAX_DURATION_MS)
          .text(
              "Longest wait in milliseconds that a server may ask for with Retry-After; a longer one"
                  + " is cut to it.");

  public static final Setting<Duration> TROUBLE_PATIENCE =
      Setting.millis("trouble.patience.ms", 86_400_000)
          .between(0, Validators.MAX_DURATION_MS)
          .text(
              "Milliseconds for which trouble that does not pass by itself, such as a refused login,"
                  + " may last before it fails a task that has worked before.");

  public static final Setting<Boolean> CONNECTION_CHECK =
      Setting.flag("connection.check.enabled", true)
          .importance(MEDIUM)
          .text("Whether a connection is made when the connector is created or changed.");

  private ConnectionSettings() {}

  /** Adds the conflicts between these settings. */
  public static void check(CrossFieldChecks settings) {
    settings.atMostUnlessDefault(RETRY_BACKOFF, RETRY_BACKOFF_MAX);
  }

  /** Exponential with full jitter. A default of the first wait gives way to the longest one. */
  public static RetryPolicy retryPolicy(AbstractConfig config, DoubleSupplier random) {
    var first = RETRY_BACKOFF.of(config);
    var most = RETRY_BACKOFF_MAX.of(config);
    return new RetryPolicy(
        first.compareTo(most) < 0 ? first : most, most, RETRY_AFTER_MAX.of(config), random);
  }
}
