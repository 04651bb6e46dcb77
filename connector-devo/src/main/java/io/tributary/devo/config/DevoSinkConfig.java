package io.tributary.devo.config;

import io.tributary.common.http.Tls;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/** The settings of the sink, in addition to those of every Connect sink. */
public final class DevoSinkConfig extends AbstractConfig {
  public static final String ENDPOINT = "endpoint";
  static final String TAG = "tag";
  static final String TAG_MAP = "tag.map";
  public static final String CONFIRM = "delivery.confirm";
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
  public static final String CONNECTION_CHECK = "connection.check.enabled";

  /** The default of {@link #CONFIRM}. */
  static final String HALF_CLOSE = "half-close";

  /** The value of {@link #CONFIRM} that requires a close_notify of the peer. */
  static final String CLOSE_NOTIFY = "close-notify";

  /** Devo accepts no larger request: 32 MB. */
  static final int MAX_HTTP_BYTES = 32_000_000;

  public DevoSinkConfig(Map<String, String> properties) {
    super(def(), properties, false);
  }

  public static ConfigDef def() {
    return Tls.define(DevoSinkConfigDef.define());
  }

  public Endpoint endpoint() {
    return Endpoint.parse(getString(ENDPOINT));
  }

  public Optional<String> tag() {
    return Optional.ofNullable(getString(TAG));
  }

  public Map<String, String> tagMap() {
    var tags = new HashMap<String, String>();
    for (var pair : getList(TAG_MAP)) {
      tags.put(SettingValidators.topicOf(pair), SettingValidators.tagOf(pair));
    }
    return tags;
  }

  public boolean halfCloses() {
    return !getString(CONFIRM).equals("none");
  }

  public boolean requiresCloseNotify() {
    return getString(CONFIRM).equals(CLOSE_NOTIFY);
  }

  public MultilineMode multilineMode() {
    return MultilineMode.of(getString(MULTILINE));
  }

  public int maxEventBytes() {
    return getInt(MAX_EVENT_BYTES);
  }

  public OversizePolicy oversizePolicy() {
    return OversizePolicy.of(getString(OVERSIZE));
  }

  public String sourceHost() {
    var host = getString(SOURCE_HOST);
    return host == null ? SettingValidators.workerHost() : host;
  }

  public SyslogFormat syslogFormat() {
    return new SyslogFormat(
        getInt(PRIORITY),
        TimestampFormat.of(getString(TIMESTAMP_FORMAT)),
        multilineMode() == MultilineMode.OCTET_COUNTING);
  }

  public Duration confirmInterval() {
    return Duration.ofMillis(getLong(CONFIRM_INTERVAL));
  }

  public Duration confirmTimeout() {
    return Duration.ofMillis(getLong(CONFIRM_TIMEOUT));
  }

  public Duration connectTimeout() {
    return Duration.ofMillis(getInt(CONNECT_TIMEOUT));
  }

  public Duration backoff() {
    return Duration.ofMillis(getLong(BACKOFF));
  }

  public Duration backoffMax() {
    return Duration.ofMillis(getLong(BACKOFF_MAX));
  }

  /**
   * The Devo domain.
   *
   * @throws IllegalStateException if it is not set, which validation excludes for HTTP
   */
  public String domain() {
    return Optional.ofNullable(getString(DOMAIN)).orElseThrow(IllegalStateException::new);
  }

  /**
   * The token of the HTTP intake.
   *
   * @throws IllegalStateException if it is not set, which validation excludes for HTTP
   */
  public String token() {
    return Optional.ofNullable(getPassword(TOKEN)).orElseThrow(IllegalStateException::new).value();
  }

  public boolean gzips() {
    return getString(COMPRESSION).equals("gzip");
  }

  public int batchMaxBytes() {
    return getInt(BATCH_MAX_BYTES);
  }

  public int requestsInFlight() {
    return getInt(REQUESTS_IN_FLIGHT);
  }
}
