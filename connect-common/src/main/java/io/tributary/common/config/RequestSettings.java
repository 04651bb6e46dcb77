// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.config;

import static io.tributary.common.config.ConnectionSettings.CONNECTION_CHECK;
import static io.tributary.common.config.ConnectionSettings.CONNECT_TIMEOUT;
import static io.tributary.common.config.ConnectionSettings.RETRY_AFTER_MAX;
import static io.tributary.common.config.ConnectionSettings.RETRY_BACKOFF;
import static io.tributary.common.config.ConnectionSettings.RETRY_BACKOFF_MAX;
import static io.tributary.common.config.ConnectionSettings.TROUBLE_PATIENCE;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;

import io.tributary.common.http.HttpSettings.HttpProxy;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.types.Password;

/** How a source talks to its vendor: the settings of the group "Requests". */
public final class RequestSettings {
  public static final Setting<Duration> REQUEST_TIMEOUT =
      Setting.timeout("request.timeout.ms", 60_000)
          .between(1, Integer.MAX_VALUE)
          .text("Milliseconds to wait for a whole answer.");

  public static final Setting<Integer> RESPONSE_MAX_BYTES =
      Setting.integer("response.max.bytes", 64 * 1024 * 1024)
          .between(1024, SourceSettings.MAX_BYTES)
          .text("Most bytes of an answer that are read; a longer one is fetched in smaller pages.");

  public static final Setting<List<String>> EXTRA_PARAMS =
      Setting.list("request.extra.params", List.of())
          .check(SourceValidators.pairs())
          .text("Further query parameters of each request for events, such as a=1,b=2.");

  public static final Setting<String> PROXY_URL =
      Setting.string("proxy.url")
          .check(SourceValidators.proxyUrl())
          .importance(MEDIUM)
          .text(
              "HTTP proxy that leads to the vendor, such as http://proxy.example.com:3128; empty:"
                  + " the worker's own (https.proxyHost), or none.");

  public static final Setting<String> PROXY_USERNAME =
      Setting.string("proxy.username")
          .check(Validators.plain())
          .when(PROXY_URL)
          .importance(MEDIUM)
          .text("User name for the proxy; empty: no login.");

  public static final Setting<Optional<Password>> PROXY_PASSWORD =
      Setting.optionalSecret("proxy.password")
          .check(Validators.plain())
          .when(PROXY_URL)
          .text("Password for the proxy.");

  private RequestSettings() {}

  /** Adds the conflicts between the settings of a proxy. */
  public static void checkProxy(CrossFieldChecks settings) {
    settings.needs(PROXY_USERNAME, PROXY_URL).needs(PROXY_PASSWORD, PROXY_USERNAME);
  }

  /** The proxy of valid settings; empty: that of the JVM, if it has one. */
  public static Optional<HttpProxy> proxy(AbstractConfig config) {
    return Optional.of(PROXY_URL.of(config).strip())
        .filter(url -> !url.isEmpty())
        .map(
            url ->
                new HttpProxy(
                    URI.create(url),
                    PROXY_USERNAME.of(config),
                    PROXY_PASSWORD.of(config).orElse(new Password(""))));
  }

  static void define(ConfigDef def) {
    new SettingGroup(def, "Requests")
        .add(CONNECT_TIMEOUT, REQUEST_TIMEOUT)
        .add(RETRY_BACKOFF, RETRY_BACKOFF_MAX, RETRY_AFTER_MAX, TROUBLE_PATIENCE)
        .add(RESPONSE_MAX_BYTES, EXTRA_PARAMS)
        .add(
            CONNECTION_CHECK.text(
                "Whether the connection is checked when a connector is created or changed: it logs"
                    + " in and reads one row, within 10 seconds, and wrong addresses and credentials"
                    + " are reported as faults of their settings."))
        .add(PROXY_URL, PROXY_USERNAME, PROXY_PASSWORD);
  }
}
