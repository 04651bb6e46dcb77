// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.config;

import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;

import io.tributary.common.pace.RetryPolicy;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.DoubleSupplier;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.SslConfigs;

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

  private static final String HOST_NAME_CHECK =
      SslConfigs.SSL_ENDPOINT_IDENTIFICATION_ALGORITHM_CONFIG;

  private ConnectionSettings() {}

  /** Adds the conflicts between these settings. */
  public static void check(CrossFieldChecks settings) {
    settings.atMostUnlessDefault(RETRY_BACKOFF, RETRY_BACKOFF_MAX);
  }

  /**
   * What an operator is told at every start of a connector with the given settings, which are valid
   * but let somebody on the way read or change what is sent.
   */
  public static List<String> weaknesses(Map<String, String> settings) {
    var weaknesses = new ArrayList<String>();
    for (var name : List.of(SourceSettings.BASE_URL.name(), OAuthSettings.TOKEN_URL.name())) {
      if (isPlainAcrossANetwork(Objects.requireNonNullElse(settings.get(name), ""))) {
        weaknesses.add(
            name
                + " is http, so anyone on the way can read the credential and the events, and change"
                + " them. Use https.");
      }
    }
    if (settings.containsKey(HOST_NAME_CHECK)
        && String.valueOf(settings.get(HOST_NAME_CHECK)).isBlank()) {
      weaknesses.add(
          HOST_NAME_CHECK
              + " is empty, so any server with a certificate of a trusted authority can pose as this"
              + " one. Use a host name that the certificate contains, and leave this setting out.");
    }
    return weaknesses;
  }

  /** Exponential with full jitter. A default of the first wait gives way to the longest one. */
  public static RetryPolicy retryPolicy(AbstractConfig config, DoubleSupplier random) {
    var first = RETRY_BACKOFF.of(config);
    var most = RETRY_BACKOFF_MAX.of(config);
    return new RetryPolicy(
        first.compareTo(most) < 0 ? first : most, most, RETRY_AFTER_MAX.of(config), random);
  }

  /**
   * Whether what is sent there leaves this machine. No name is looked up.
   *
   * @param host a name, or an address with or without brackets
   */
  public static boolean isAcrossANetwork(String host) {
    var name = host.replaceAll("^\\[|]$|\\.$", "");
    try {
      return !name.matches("(?i)localhost|127(\\.\\d{1,3}){3}")
          && !(name.contains(":") && InetAddress.getByName(name).isLoopbackAddress());
    } catch (UnknownHostException e) {
      return true;
    }
  }

  private static boolean isPlainAcrossANetwork(String address) {
    try {
      var url = URI.create(address.strip());
      return "http".equalsIgnoreCase(url.getScheme())
          && url.getHost() != null
          && isAcrossANetwork(url.getHost());
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
