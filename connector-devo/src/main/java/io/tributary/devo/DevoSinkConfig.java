package io.tributary.devo;

import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;
import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;
import static org.apache.kafka.common.config.ConfigDef.NO_DEFAULT_VALUE;
import static org.apache.kafka.common.config.ConfigDef.Type.INT;
import static org.apache.kafka.common.config.ConfigDef.Type.LIST;
import static org.apache.kafka.common.config.ConfigDef.Type.LONG;
import static org.apache.kafka.common.config.ConfigDef.Type.STRING;

import io.tributary.common.config.Validators;
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

  DevoSinkConfig(Map<String, String> properties) {
    super(def(), properties, false);
  }

  static ConfigDef def() {
    var def =
        new ConfigDef()
            .define(
                ENDPOINT,
                STRING,
                NO_DEFAULT_VALUE,
                Validators.checked("tls://host:port or tcp://host:port", SettingChecks::endpoint),
                HIGH,
                "Where to send to: tls://collector-eu.devo.io:443 for Devo itself (with a client"
                    + " certificate in ssl.*), tcp://relay.example.com:13000 for a Devo relay.")
            .define(
                TAG,
                STRING,
                null,
                Validators.tag(),
                HIGH,
                "Devo tag of records that have no header devo.tag and whose topic is not in"
                    + " tag.map, such as my.app.kafka. Without it the name of the topic is the tag.")
            .define(
                TAG_MAP,
                LIST,
                "",
                Validators.checked("topic:tag,...", SettingChecks::tagMap),
                MEDIUM,
                "Devo tag per topic, such as orders:my.app.orders,audit:my.app.audit.")
            .define(
                CONFIRM,
                STRING,
                "half-close",
                Validators.oneOf("half-close", "close-notify", "none"),
                MEDIUM,
                "When an offset may be committed: half-close waits until Devo has read everything"
                    + " and ends the connection, close-notify (tls:// only) until it has said so by a"
                    + " close_notify of TLS; none is content with having written.")
            .define(
                COMPRESSION,
                STRING,
                "none",
                Validators.oneOf("none", "gzip"),
                MEDIUM,
                "Whether messages are packed: none or gzip.")
            .define(
                MULTILINE,
                STRING,
                "escape",
                Validators.oneOf("escape", "space", "octet-counting", "fail"),
                MEDIUM,
                "What becomes of line breaks in text that is not JSON: escape writes \\n and \\r and"
                    + " doubles backslashes, space replaces them, octet-counting keeps them, fail"
                    + " refuses the record. Between the tokens of JSON they become spaces.")
            .define(
                MAX_EVENT_BYTES,
                INT,
                1024 * 1024,
                Validators.between(1, 64L * 1024 * 1024),
                MEDIUM,
                "Longest message in bytes of UTF-8, such as 1048576.")
            .define(
                OVERSIZE,
                STRING,
                "fail",
                Validators.oneOf("fail", "truncate", "skip"),
                MEDIUM,
                "What becomes of a longer one: fail refuses the record, truncate cuts it, skip"
                    + " passes over it.")
            .define(
                SOURCE_HOST,
                STRING,
                null,
                Validators.checked("a host name", SettingChecks::host),
                LOW,
                "Host name in the messages, such as kafka-connect-1. Default: that of the worker.")
            .define(
                PRIORITY,
                INT,
                14,
                Validators.between(0, 191),
                LOW,
                "Syslog priority of the messages: 8 x facility + severity, 14 is user.info.")
            .define(
                TIMESTAMP_FORMAT,
                STRING,
                "iso",
                Validators.oneOf("iso", "rfc3164", "sentinel", "rfc5424"),
                LOW,
                "Time in the messages, in UTC: iso (2026-03-04T05:06:07.089Z), rfc3164"
                    + " (Mar  4 05:06:07), sentinel (always Jan  1 00:00:00), or rfc5424, which"
                    + " changes the whole header.");
    return ConnectionCheck.define(Tls.define(defineTimes(def)));
  }

  private static ConfigDef defineTimes(ConfigDef def) {
    return def.define(
            CONFIRM_INTERVAL,
            LONG,
            20_000L,
            // Devo closes a connection on which nothing was sent for 30 seconds.
            Validators.between(100, 29_000),
            LOW,
            "Longest time in milliseconds until what was sent is confirmed and committed.")
        .define(
            CONFIRM_TIMEOUT,
            LONG,
            30_000L,
            Validators.between(100, 120_000),
            LOW,
            "How long in milliseconds a confirmation may stand still before all is sent again.")
        .define(
            CONNECT_TIMEOUT,
            INT,
            30_000,
            Validators.between(100, 300_000),
            LOW,
            "How long in milliseconds to wait for a connection and for each step of TLS.")
        .define(
            BACKOFF,
            LONG,
            1_000L,
            Validators.between(1, 3_600_000),
            LOW,
            "Upper bound in milliseconds of the wait after a first failure; it doubles each time.")
        .define(
            BACKOFF_MAX,
            LONG,
            60_000L,
            Validators.between(1, 3_600_000),
            LOW,
            "Upper bound in milliseconds of the wait after any failure.");
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
    return getString(CONFIRM).equals("close-notify");
  }

  boolean gzips() {
    return getString(COMPRESSION).equals("gzip");
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
}
