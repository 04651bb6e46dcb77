// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.config;

import io.tributary.common.OwnSettings;
import io.tributary.common.config.ConnectionSettings;
import io.tributary.common.config.RequestSettings;
import io.tributary.common.http.HttpSettings.HttpProxy;
import io.tributary.common.pace.Patience;
import io.tributary.common.pace.RetryPolicy;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.types.Password;

/** The values of the settings of the sink, in addition to those of every Connect sink. */
public final class DevoSinkConfig extends AbstractConfig {
  private static final ConfigDef DEFINITION = DevoSinkSettings.define();

  private final String headerConverter;
  private final Endpoint endpoint;

  public DevoSinkConfig(Map<String, String> properties) {
    super(DEFINITION, OwnSettings.of(DEFINITION, properties), false);
    headerConverter = Objects.requireNonNullElse(properties.get("header.converter"), "").strip();
    endpoint = DevoSinkSettings.ENDPOINT.of(this);
  }

  public Endpoint endpoint() {
    return endpoint;
  }

  public boolean checksConnection() {
    return DevoSinkSettings.CONNECTION_CHECK.of(this);
  }

  /** The header of a record that chooses its tag; empty: none does. */
  public String tagHeader() {
    return DevoSinkSettings.TAG_HEADER.of(this);
  }

  /** The tags that the header may choose. */
  public AllowedTags allowedTags() {
    return new AllowedTags(DevoSinkSettings.TAGS_ALLOWED.of(this));
  }

  /** The value of Connect's own {@code header.converter}; empty if it is not set. */
  public String headerConverter() {
    return headerConverter;
  }

  /** The tag of the lines that the sink writes about itself. */
  public Optional<String> internalTag() {
    return DevoSinkSettings.INTERNAL_TAG.of(this);
  }

  public Optional<String> tag() {
    return DevoSinkSettings.TAG.of(this);
  }

  public Map<String, String> tagMap() {
    var tags = new HashMap<String, String>();
    for (var pair : DevoSinkSettings.TAG_MAP.of(this)) {
      tags.put(SettingValidators.topicOf(pair), SettingValidators.tagOf(pair));
    }
    return tags;
  }

  /** The value of {@code delivery.confirm}. */
  public String confirm() {
    return DevoSinkSettings.CONFIRM.of(this);
  }

  public boolean halfCloses() {
    return !confirm().equals("none");
  }

  public boolean requiresCloseNotify() {
    return confirm().equals(DevoSinkSettings.CLOSE_NOTIFY);
  }

  public MultilineMode multilineMode() {
    return MultilineMode.of(DevoSinkSettings.MULTILINE.of(this));
  }

  public int maxEventBytes() {
    return DevoSinkSettings.MAX_EVENT_BYTES.of(this);
  }

  public OversizePolicy oversizePolicy() {
    return OversizePolicy.of(DevoSinkSettings.OVERSIZE.of(this));
  }

  public String sourceHost() {
    return DevoSinkSettings.SOURCE_HOST.of(this).orElseGet(SettingValidators::workerHost);
  }

  public SyslogFormat syslogFormat() {
    return new SyslogFormat(
        DevoSinkSettings.PRIORITY.of(this),
        TimestampFormat.of(DevoSinkSettings.TIMESTAMP_FORMAT.of(this)),
        multilineMode() == MultilineMode.OCTET_COUNTING);
  }

  public Duration confirmInterval() {
    return DevoSinkSettings.CONFIRM_INTERVAL.of(this);
  }

  public Duration confirmTimeout() {
    return DevoSinkSettings.CONFIRM_TIMEOUT.of(this);
  }

  public Duration connectTimeout() {
    return DevoSinkSettings.CONNECT_TIMEOUT.of(this);
  }

  /** The waits after failures, with the given source of random numbers in [0, 1). */
  public RetryPolicy retryPolicy(DoubleSupplier random) {
    return ConnectionSettings.retryPolicy(this, random);
  }

  /**
   * How long trouble may last.
   *
   * @param worked whether the sink has ever worked
   */
  public Patience patience(boolean worked) {
    return Patience.of(ConnectionSettings.TROUBLE_PATIENCE.of(this), worked);
  }

  /** The proxy that requests over https:// go through; empty: that of the JVM, if it has one. */
  public Optional<HttpProxy> proxy() {
    return RequestSettings.proxy(this);
  }

  /**
   * The Devo domain.
   *
   * @throws IllegalStateException if it is not set, which validation excludes for HTTP
   */
  public String domain() {
    return DevoSinkSettings.DOMAIN.of(this).orElseThrow(IllegalStateException::new);
  }

  /**
   * The token of the HTTP intake.
   *
   * @throws IllegalStateException if it is not set, which validation excludes for HTTP
   */
  public String token() {
    return DevoSinkSettings.TOKEN
        .of(this)
        .map(Password::value)
        .orElseThrow(IllegalStateException::new);
  }

  public boolean gzips() {
    return DevoSinkSettings.COMPRESSION.of(this).equals("gzip");
  }

  public int batchMaxBytes() {
    return DevoSinkSettings.BATCH_MAX_BYTES.of(this);
  }

  public int requestsInFlight() {
    return DevoSinkSettings.REQUESTS_IN_FLIGHT.of(this);
  }
}
