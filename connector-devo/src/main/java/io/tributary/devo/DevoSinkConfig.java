package io.tributary.devo;

import io.tributary.common.http.Tls;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/** The settings of the sink, beside those every Connect sink has. */
final class DevoSinkConfig extends AbstractConfig {
  static final String ENDPOINT = "endpoint";
  static final String TAG = "tag";
  static final String TAG_MAP = "tag.map";
  static final String CONFIRM = "delivery.confirm";
  static final String COMPRESSION = "compression";
  static final String CONFIRM_INTERVAL = "confirm.interval.ms";
  static final String CONFIRM_TIMEOUT = "confirm.timeout.ms";
  static final String CONNECT_TIMEOUT = "connect.timeout.ms";
  static final String BACKOFF = "retry.backoff.ms";
  static final String BACKOFF_MAX = "retry.backoff.max.ms";
  static final String MULTILINE = "multiline.mode";
  static final String MAX_EVENT_BYTES = "max.event.bytes";
  static final String OVERSIZE = "oversize.policy";
  static final String SOURCE_HOST = "source.host";
  static final String PRIORITY = "priority";
  static final String TIMESTAMP_FORMAT = "timestamp.format";
  static final String DOMAIN = "domain";
  static final String TOKEN = "token";
  static final String BATCH_MAX_BYTES = "batch.max.bytes";
  static final String REQUESTS_IN_FLIGHT = "http.requests.in.flight";
  static final String CONNECTION_CHECK = "connection.check.enabled";

  /** The value of {@link #CONFIRM} unless it is given. */
  static final String HALF_CLOSE = "half-close";

  /** The value of {@link #CONFIRM} that asks for the peer's own close_notify. */
  static final String CLOSE_NOTIFY = "close-notify";

  /** Devo takes no larger request: 32 MB. */
  static final int MOST_HTTP_BYTES = 32_000_000;

  DevoSinkConfig(Map<String, String> properties) {
    super(def(), properties, false);
  }

  static ConfigDef def() {
    return Tls.define(DevoSettings.define());
  }

  Endpoint endpoint() {
    return Endpoint.parse(getString(ENDPOINT));
  }

  Optional<String> tag() {
    return Optional.ofNullable(getString(TAG));
  }

  Map<String, String> tagMap() {
    var tags = new HashMap<String, String>();
    for (var pair : getList(TAG_MAP)) {
      tags.put(SettingChecks.topicOf(pair), SettingChecks.tagOf(pair));
    }
    return tags;
  }

  boolean halfCloses() {
    return !getString(CONFIRM).equals("none");
  }

  boolean wantsCloseNotify() {
    return getString(CONFIRM).equals(CLOSE_NOTIFY);
  }

  MultilineMode multilineMode() {
    return MultilineMode.of(getString(MULTILINE));
  }

  int maxEventBytes() {
    return getInt(MAX_EVENT_BYTES);
  }

  OversizePolicy oversizePolicy() {
    return OversizePolicy.of(getString(OVERSIZE));
  }

  String sourceHost() {
    var host = getString(SOURCE_HOST);
    return host == null ? SettingChecks.workerHost() : host;
  }

  SyslogFormat syslogFormat() {
    return new SyslogFormat(
        getInt(PRIORITY),
        TimestampFormat.of(getString(TIMESTAMP_FORMAT)),
        multilineMode() == MultilineMode.OCTET_COUNTING);
  }

  Duration confirmInterval() {
    return Duration.ofMillis(getLong(CONFIRM_INTERVAL));
  }

  Duration confirmTimeout() {
    return Duration.ofMillis(getLong(CONFIRM_TIMEOUT));
  }

  Duration connectTimeout() {
    return Duration.ofMillis(getInt(CONNECT_TIMEOUT));
  }

  Duration backoff() {
    return Duration.ofMillis(getLong(BACKOFF));
  }

  Duration backoffMax() {
    return Duration.ofMillis(getLong(BACKOFF_MAX));
  }

  /**
   * The Devo domain.
   *
   * @throws IllegalStateException if it is not given, which an endpoint over HTTP rules out
   */
  String domain() {
    return Optional.ofNullable(getString(DOMAIN)).orElseThrow(IllegalStateException::new);
  }

  /**
   * The secret of the HTTP intake.
   *
   * @throws IllegalStateException if it is not given, which an endpoint over HTTP rules out
   */
  String token() {
    return Optional.ofNullable(getPassword(TOKEN)).orElseThrow(IllegalStateException::new).value();
  }

  boolean gzips() {
    return getString(COMPRESSION).equals("gzip");
  }

  int batchMaxBytes() {
    return getInt(BATCH_MAX_BYTES);
  }

  int requestsInFlight() {
    return getInt(REQUESTS_IN_FLIGHT);
  }
}
