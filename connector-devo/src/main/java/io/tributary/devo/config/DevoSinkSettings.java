// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.config;

import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;
import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;

import io.tributary.common.config.ConnectionSettings;
import io.tributary.common.config.RequestSettings;
import io.tributary.common.config.Setting;
import io.tributary.common.config.SettingGroup;
import io.tributary.common.config.Validators;
import io.tributary.common.http.Tls;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.types.Password;

/** The settings of the sink; {@link DevoSinkConfig} has their values. */
public final class DevoSinkSettings {
  /** The default of {@link #CONFIRM}. */
  public static final String HALF_CLOSE = "half-close";

  /** The value of {@link #CONFIRM} that requires a close_notify of the peer. */
  public static final String CLOSE_NOTIFY = "close-notify";

  /** Devo accepts no larger request: 32 MB. */
  static final int MAX_HTTP_BYTES = 32_000_000;

  private static final long HOUR_MS = Duration.ofHours(1).toMillis();

  public static final Setting<Endpoint> ENDPOINT =
      Setting.requiredString("endpoint")
          .check(
              Validators.checked(
                  "tls://host:port, tcp://host:port, relp+tls://host:port, relp://host:port or"
                      + " https://host[:port][/path]",
                  SettingValidators::endpoint))
          .importance(HIGH)
          .text(
              "Address to send to: tls://collector-eu.devo.io:443 for Devo itself (with a client"
                  + " certificate in ssl.*), tcp://relay.example.com:13000 for a Devo relay,"
                  + " https://http-eu.devo.io for Devo's HTTP intake (with domain and token),"
                  + " relp+tls://relay.example.com:2514 or relp:// for a RELP receiver"
                  + " (experimental).")
          .as(Endpoint::parse);

  static final Setting<String> CONFIRM =
      Setting.oneOf("delivery.confirm", HALF_CLOSE, CLOSE_NOTIFY, "none")
          .importance(MEDIUM)
          .text(
              "When an offset may be committed, over tls:// and tcp://: half-close waits until Devo"
                  + " has read everything and ends the connection; close-notify (tls:// only) until"
                  + " Devo has confirmed that by a TLS close_notify; with none, having written is"
                  + " enough. HTTP confirms with a 200 or 204 response, RELP with a 200 answer.");

  static final Setting<String> COMPRESSION =
      Setting.oneOf("compression", "none", "gzip")
          .importance(MEDIUM)
          .text("Compression of the messages: none or gzip (not over RELP).");

  public static final Setting<Boolean> CONNECTION_CHECK =
      ConnectionSettings.CONNECTION_CHECK
          .importance(LOW)
          .text(
              "Whether a connection is made, without sending a message, while the settings are"
                  + " validated: true or false. Over https:// it carries a request with a token that"
                  + " does not exist, which Devo refuses.");

  static final Setting<Optional<String>> DOMAIN =
      Setting.optionalString("domain")
          .check(Validators.checked("a Devo domain", SettingValidators::domain))
          .importance(HIGH)
          .text("Devo domain, such as acme. Required for https://, otherwise not used.");

  static final Setting<Optional<Password>> TOKEN =
      Setting.optionalSecret("token")
          .check(Validators.orEmpty(Validators.token()))
          .text("Token of type HTTP ingestion. Required for https://, otherwise not used.");

  static final Setting<Integer> BATCH_MAX_BYTES =
      Setting.integer("batch.max.bytes", 1024 * 1024)
          .between(1024, MAX_HTTP_BYTES)
          .text(
              "Most bytes of events in one request over https://, before compression, such as"
                  + " 1048576. A longer event is sent alone. A request has the events of one tag. One"
                  + " that is not full is sent after a second, as soon as a request may be made.");

  static final Setting<String> PROXY_URL =
      RequestSettings.PROXY_URL.text(
          "HTTP proxy that leads to Devo over https://, such as http://proxy.example.com:3128;"
              + " empty: the worker's own (https.proxyHost), or none.");

  static final Setting<Integer> REQUESTS_IN_FLIGHT =
      Setting.integer("http.requests.in.flight", 4)
          .between(1, 64)
          .text(
              "Most full requests in progress at once over https://, such as 4. Up to 32 small ones"
                  + " count as a full one, and there are 128 at most. With 1, a tag has one at a time,"
                  + " so its events arrive in order.");

  static final Setting<String> TAG_HEADER =
      Setting.string("tag.header", "devo.tag")
          .check(Validators.checked("a header other than event.time", SettingValidators::tagHeader))
          .importance(MEDIUM)
          .text(
              "Header of a record that chooses its Devo tag, such as devo.tag; empty: no header does."
                  + " Its value must be text: set header.converter to"
                  + " org.apache.kafka.connect.storage.StringConverter.");

  static final Setting<List<String>> TAGS_ALLOWED =
      Setting.list("tags.allowed", List.of())
          .check(Validators.checked("tags or prefixes", SettingValidators::tagsAllowed))
          .importance(MEDIUM)
          .text(
              "Tags that a header may choose, such as my.app.orders,my.audit.* with a * for all"
                  + " further levels. A record that chooses another is refused. Empty: any tag.");

  static final Setting<Optional<String>> TAG =
      Setting.optionalString("tag")
          .check(Validators.tag())
          .importance(HIGH)
          .text(
              "Devo tag of records without the header tag.header whose topic is not in tag.map, such"
                  + " as my.app.kafka. Without it the name of the topic is the tag.");

  static final Setting<Optional<String>> INTERNAL_TAG =
      Setting.optionalString("internal.tag")
          .check(Validators.tag())
          .importance(MEDIUM)
          .text(
              "Devo tag to which the sink writes lines about itself over a connection of their own,"
                  + " such as my.app.tributary.internal: statistics each minute in which it sent"
                  + " something, and errors. Empty: none.");

  static final Setting<List<String>> TAG_MAP =
      Setting.list("tag.map", List.of())
          .check(Validators.checked("topic:tag,...", SettingValidators::tagMap))
          .importance(MEDIUM)
          .text("Devo tag per topic, such as orders:my.app.orders,audit:my.app.audit.");

  static final Setting<String> MULTILINE =
      Setting.oneOf("multiline.mode", "escape", "space", "octet-counting", "fail")
          .importance(MEDIUM)
          .text(
              "Treatment of line breaks in text that is not JSON: escape writes \\n and \\r and"
                  + " doubles backslashes, space replaces them by spaces, octet-counting keeps them"
                  + " (not over https:// and RELP), fail refuses the record. Between the tokens of"
                  + " JSON they become spaces.");

  static final Setting<Integer> MAX_EVENT_BYTES =
      Setting.integer("max.event.bytes", 1024 * 1024)
          .between(1, 64L * 1024 * 1024)
          .importance(MEDIUM)
          .text(
              "Longest message in bytes of UTF-8, such as 1048576; below 32000000 over https://. A"
                  + " RELP receiver may truncate longer messages without an error: set its own limit"
                  + " higher.");

  static final Setting<String> OVERSIZE =
      Setting.oneOf("oversize.policy", "fail", "truncate", "skip")
          .importance(MEDIUM)
          .text(
              "Treatment of a longer message: fail refuses the record, truncate shortens it, skip"
                  + " omits it.");

  static final Setting<Optional<String>> SOURCE_HOST =
      Setting.optionalString("source.host")
          .check(Validators.checked("a host name", SettingValidators::host))
          .text("Host name in the messages, such as kafka-connect-1. Default: that of the worker.");

  static final Setting<Integer> PRIORITY =
      Setting.integer("priority", 14)
          .between(0, 191)
          .text(
              "Syslog priority of the messages: 8 x facility + severity, 14 is user.info. Not used"
                  + " over https://.");

  static final Setting<String> TIMESTAMP_FORMAT =
      Setting.oneOf("timestamp.format", "iso", "rfc3164", "sentinel", "rfc5424")
          .text(
              "Time in the messages, in UTC: iso (2026-03-04T05:06:07.089Z), rfc3164"
                  + " (Mar  4 05:06:07), sentinel (always Jan  1 00:00:00), or rfc5424, which"
                  + " changes the whole header. Not used over https://, where Devo sets it.");

  // Devo closes a connection on which nothing was sent for 30 seconds.
  static final Setting<Duration> CONFIRM_INTERVAL =
      Setting.millis("confirm.interval.ms", 20_000)
          .between(100, 29_000)
          .text("Longest time in milliseconds until sent messages are confirmed and committed.");

  static final Setting<Duration> CONFIRM_TIMEOUT =
      Setting.millis("confirm.timeout.ms", 30_000)
          .between(100, 120_000)
          .text(
              "Longest time in milliseconds without progress of a confirmation, or of a request over"
                  + " https://, before the messages are sent again.");

  static final Setting<Duration> CONNECT_TIMEOUT =
      ConnectionSettings.CONNECT_TIMEOUT
          .defaultsTo(Duration.ofSeconds(30))
          .between(100, 300_000)
          .text("Milliseconds to wait for a connection and for each step of TLS.");

  static final Setting<Duration> RETRY_BACKOFF =
      ConnectionSettings.RETRY_BACKOFF.between(1, HOUR_MS);

  static final Setting<Duration> RETRY_BACKOFF_MAX =
      ConnectionSettings.RETRY_BACKOFF_MAX.between(1, HOUR_MS);

  private DevoSinkSettings() {}

  /** The definition of all of them, and of Kafka's {@code ssl.*}. */
  public static ConfigDef define() {
    var def = new ConfigDef();
    new SettingGroup(def, "Delivery").add(ENDPOINT, CONFIRM, COMPRESSION, CONNECTION_CHECK);
    new SettingGroup(def, "HTTP")
        .add(DOMAIN, TOKEN, BATCH_MAX_BYTES, REQUESTS_IN_FLIGHT)
        .add(PROXY_URL, RequestSettings.PROXY_USERNAME, RequestSettings.PROXY_PASSWORD);
    new SettingGroup(def, "Messages")
        .add(TAG_HEADER, TAGS_ALLOWED, TAG, TAG_MAP)
        .add(MULTILINE, MAX_EVENT_BYTES, OVERSIZE)
        .add(SOURCE_HOST, PRIORITY, TIMESTAMP_FORMAT, INTERNAL_TAG);
    new SettingGroup(def, "Times")
        .add(CONFIRM_INTERVAL, CONFIRM_TIMEOUT, CONNECT_TIMEOUT)
        .add(RETRY_BACKOFF, RETRY_BACKOFF_MAX, ConnectionSettings.RETRY_AFTER_MAX)
        .add(ConnectionSettings.TROUBLE_PATIENCE);
    return Tls.define(def);
  }
}
