package io.tributary.devo.config;

import static io.tributary.common.config.Settings.REQUIRED;
import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;
import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;
import static org.apache.kafka.common.config.ConfigDef.Type.STRING;

import io.tributary.common.config.Settings;
import io.tributary.common.config.Validators;
import java.util.List;
import org.apache.kafka.common.config.ConfigDef;

/** Defines the settings of the sink for Kafka. */
final class DevoSinkConfigDef {
  private DevoSinkConfigDef() {}

  static ConfigDef define() {
    var def = new ConfigDef();
    var settings = new Settings(def);
    delivery(settings.group("Delivery"));
    http(settings.group("HTTP"));
    messages(settings.group("Messages"));
    times(settings.group("Times"));
    return def;
  }

  private static void delivery(Settings settings) {
    settings
        .define(
            DevoSinkConfig.ENDPOINT,
            STRING,
            REQUIRED,
            Validators.checked(
                "tls://host:port, tcp://host:port, relp+tls://host:port, relp://host:port or"
                    + " https://host[:port][/path]",
                SettingValidators::endpoint),
            HIGH,
            "Where to send to, and how: tls://collector-eu.devo.io:443 for Devo itself (with a"
                + " client certificate in ssl.*), tcp://relay.example.com:13000 for a Devo relay,"
                + " https://http-eu.devo.io for Devo's HTTP intake (with domain and token),"
                + " relp+tls://relay.example.com:2514 or relp:// for a receiver of RELP"
                + " (experimental).")
        .define(
            DevoSinkConfig.CONFIRM,
            DevoSinkConfig.HALF_CLOSE,
            Validators.oneOf(DevoSinkConfig.HALF_CLOSE, DevoSinkConfig.CLOSE_NOTIFY, "none"),
            MEDIUM,
            "When an offset may be committed, over tls:// and tcp://: half-close waits until Devo"
                + " has read everything and ends the connection, close-notify (tls:// only) until"
                + " it has said so by a close_notify of TLS; none is content with having written."
                + " HTTP confirms by its 2xx, RELP by its 200.")
        .define(
            DevoSinkConfig.COMPRESSION,
            "none",
            Validators.oneOf("none", "gzip"),
            MEDIUM,
            "Whether messages are packed: none or gzip (not over RELP).")
        .define(
            DevoSinkConfig.CONNECTION_CHECK,
            true,
            null,
            LOW,
            "Whether a connection is tried, without sending anything, while the settings are"
                + " validated: true or false.");
  }

  private static void http(Settings settings) {
    settings
        .define(
            DevoSinkConfig.DOMAIN,
            STRING,
            null,
            Validators.checked("a Devo domain", SettingValidators::domain),
            HIGH,
            "Devo domain, such as acme. Required for https://, otherwise not used.")
        .secret(
            DevoSinkConfig.TOKEN,
            null,
            Validators.orEmpty(Validators.token()),
            "Token of type HTTP ingestion. Required for https://, otherwise not used.")
        .define(
            DevoSinkConfig.BATCH_MAX_BYTES,
            1024 * 1024,
            Validators.between(1024, DevoSinkConfig.MAX_HTTP_BYTES),
            LOW,
            "Most bytes of events in one request over https://, before compression, such as"
                + " 1048576. A longer event travels alone. A request takes the events of one tag,"
                + " and leaves after a second if it is not full by then.")
        .define(
            DevoSinkConfig.REQUESTS_IN_FLIGHT,
            4,
            Validators.between(1, 64),
            LOW,
            "How many requests over https:// may be on their way at once, such as 4. With 1 events"
                + " of a tag arrive in order.");
  }

  private static void messages(Settings settings) {
    settings
        .define(
            DevoSinkConfig.TAG,
            STRING,
            null,
            Validators.tag(),
            HIGH,
            "Devo tag of records that have no header devo.tag and whose topic is not in tag.map,"
                + " such as my.app.kafka. Without it the name of the topic is the tag.")
        .define(
            DevoSinkConfig.TAG_MAP,
            List.of(),
            Validators.checked("topic:tag,...", SettingValidators::tagMap),
            MEDIUM,
            "Devo tag per topic, such as orders:my.app.orders,audit:my.app.audit.")
        .define(
            DevoSinkConfig.MULTILINE,
            "escape",
            Validators.oneOf("escape", "space", "octet-counting", "fail"),
            MEDIUM,
            "What becomes of line breaks in text that is not JSON: escape writes \\n and \\r and"
                + " doubles backslashes, space replaces them, octet-counting keeps them (not over"
                + " https:// and RELP), fail refuses the record. Between the tokens of JSON they become"
                + " spaces.")
        .define(
            DevoSinkConfig.MAX_EVENT_BYTES,
            1024 * 1024,
            Validators.between(1, 64L * 1024 * 1024),
            MEDIUM,
            "Longest message in bytes of UTF-8, such as 1048576; below 32000000 over https://. A"
                + " receiver of RELP may cut a longer one than it takes without saying so: set its"
                + " own limit higher.")
        .define(
            DevoSinkConfig.OVERSIZE,
            "fail",
            Validators.oneOf("fail", "truncate", "skip"),
            MEDIUM,
            "What becomes of a longer one: fail refuses the record, truncate cuts it, skip passes"
                + " over it.")
        .define(
            DevoSinkConfig.SOURCE_HOST,
            STRING,
            null,
            Validators.checked("a host name", SettingValidators::host),
            LOW,
            "Host name in the messages, such as kafka-connect-1. Default: that of the worker.")
        .define(
            DevoSinkConfig.PRIORITY,
            14,
            Validators.between(0, 191),
            LOW,
            "Syslog priority of the messages: 8 x facility + severity, 14 is user.info. Not used"
                + " over https://.")
        .define(
            DevoSinkConfig.TIMESTAMP_FORMAT,
            "iso",
            Validators.oneOf("iso", "rfc3164", "sentinel", "rfc5424"),
            LOW,
            "Time in the messages, in UTC: iso (2026-03-04T05:06:07.089Z), rfc3164"
                + " (Mar  4 05:06:07), sentinel (always Jan  1 00:00:00), or rfc5424, which"
                + " changes the whole header. Not used over https://, where Devo sets it.");
  }

  private static void times(Settings settings) {
    settings
        .define(
            DevoSinkConfig.CONFIRM_INTERVAL,
            20_000L,
            // Devo closes a connection on which nothing was sent for 30 seconds.
            Validators.between(100, 29_000),
            LOW,
            "Longest time in milliseconds until what was sent is confirmed and committed.")
        .define(
            DevoSinkConfig.CONFIRM_TIMEOUT,
            30_000L,
            Validators.between(100, 120_000),
            LOW,
            "How long in milliseconds a confirmation, or a request over https://, may stand still"
                + " before it is sent again.")
        .define(
            DevoSinkConfig.CONNECT_TIMEOUT,
            30_000,
            Validators.between(100, 300_000),
            LOW,
            "How long in milliseconds to wait for a connection and for each step of TLS.")
        .define(
            DevoSinkConfig.BACKOFF,
            1_000L,
            Validators.between(1, 3_600_000),
            LOW,
            "Upper bound in milliseconds of the wait after a first failure; it doubles each time.")
        .define(
            DevoSinkConfig.BACKOFF_MAX,
            60_000L,
            Validators.between(1, 3_600_000),
            LOW,
            "Upper bound in milliseconds of the wait after any failure.");
  }
}
