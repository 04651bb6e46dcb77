// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.config;

import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;

import io.tributary.common.http.Tls;
import io.tributary.common.json.TimestampFormat;
import io.tributary.common.obfuscation.Obfuscation;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.types.Password;

/**
 * The settings that every source has, beside those of its requests. Defaults that are missing here
 * come from the vendor.
 */
public final class SourceSettings {
  static final int MAX_BYTES = 1 << 30;

  public static final Setting<String> BASE_URL =
      Setting.requiredString("base.url")
          .check(SourceValidators.baseUrl())
          .importance(HIGH)
          .text("Address of the instance, such as https://example.com.");

  public static final Setting<String> START_TIME =
      Setting.string("initial.start.time.in.utc")
          .importance(HIGH)
          .text(
              "Where a feed without an offset begins, ISO 8601, UTC unless it says otherwise, such"
                  + " as 2026-03-01T00:00:00Z. Empty: %d day(s) before the start of the task,"
                  + " counted anew at each start until the first event is in the topic, so that an"
                  + " outage at the beginning loses events: set a time.");

  public static final Setting<Integer> START_MAX_AGE =
      Setting.integer("initial.start.time.max.age.days", 365)
          .between(0, 36_500)
          .text(
              "How many days ago the start may be when a feed without an offset begins; 0 accepts any"
                  + " age.");

  public static final Setting<String> RESET =
      Setting.string("reset.persistence.auth")
          .importance(MEDIUM)
          .text("Any text; a value that was never used before makes the feed begin again.");

  public static final Setting<String> TOPIC =
      Setting.string("topic")
          .check(Validators.topic())
          .importance(HIGH)
          .text("Topic of the records.");

  public static final Setting<String> DEVO_TAG =
      Setting.string("devo.tag")
          .check(Validators.tag())
          .importance(MEDIUM)
          .text("The Devo tag in the header devo.tag of each record.");

  public static final Setting<String> VALUE_FORMAT =
      Setting.oneOf("value.format", "json", "map")
          .importance(MEDIUM)
          .text(
              "json: the event as the vendor sent it, as text (use StringConverter); map: a"
                  + " schemaless map (use JsonConverter without schemas).");

  public static final Setting<String> RECORD_TIMESTAMP =
      Setting.oneOf("record.timestamp", "ingest", "event")
          .text(
              "ingest: a record has the time at which it is produced; event: that of its event, so"
                  + " that topic retention counts from there.");

  public static final Setting<Boolean> PULLING_ID_INJECT =
      Setting.flag("pulling.id.inject", true)
          .text("Whether the value has a field @devo_pulling_id: the pull that fetched it.");

  public static final Setting<String> ENVIRONMENT =
      Setting.string("environment")
          .text("Value of the field @devo_environment, such as production; empty: no such field.");

  public static final Setting<String> OBFUSCATION_RULES =
      Setting.string("obfuscation.rules")
          .check(Obfuscation.validator())
          .importance(MEDIUM)
          .text(
              "Which fields are masked and how, a JSON list such as [{\"name\": [\"user\","
                  + " \"email\"]}]; empty: none.");

  public static final Setting<Optional<Password>> OBFUSCATION_HASH_KEY =
      Setting.optionalSecret("obfuscation.hash.key")
          .text("Key of the rules of mode hash, any text; required if there is such a rule.");

  public static final Setting<Integer> EVENT_MAX_BYTES =
      Setting.integer("event.max.bytes", 1_000_000)
          .between(1024, MAX_BYTES)
          .text(
              "A longer event, in bytes, is replaced by a marker, because the producer would refuse"
                  + " it; raise the producer's max.request.size as well.");

  public static final Setting<List<String>> EVENTS_POINTER =
      pointers("events.pointer", "Where the rows of a page are");

  public static final Setting<List<String>> ID_POINTERS =
      pointers("event.id.pointers", "Where an event's id is");

  public static final Setting<List<String>> TIME_POINTERS =
      pointers("event.time.pointers", "Where an event's time is");

  public static final Setting<TimestampFormat> TIME_FORMAT =
      Setting.string("event.time.format")
          .check(SourceValidators.timestampFormat())
          .text(
              "Pattern of java.time in which an event's time is written, such as dd.MM.yyyy HH:mm,"
                  + " in UTC unless it has a zone or offset; empty: ISO 8601, RFC 1123 and numbers"
                  + " since 1970, which are always read as well.")
          .as(TimestampFormat::of);

  public static final Setting<String> DEDUPE_KEY =
      Setting.string("dedupe.key", "id")
          .check(new SourceValidators.DedupeKey())
          .importance(MEDIUM)
          .text(
              "What tells an event from those sent before: id sends it once; id_and_hash again when"
                  + " anything in it changes within overlap.ms of its time; id_and_time again with"
                  + " each new time; JSON pointers such as /title,/user once for each combination of"
                  + " these values, for events without an id whose text changes.");

  public static final Setting<Duration> POLL_INTERVAL =
      Setting.millis("poll.interval.ms", 60_000)
          .between(100, Validators.MAX_DURATION_MS)
          .importance(MEDIUM)
          .text("Milliseconds from the start of one round to the start of the next.");

  public static final Setting<Duration> SETTLE =
      Setting.millis("settle.ms", 0)
          .between(0, Validators.MAX_DURATION_MS)
          .text("Age in milliseconds that an event must have before it is fetched.");

  public static final Setting<Duration> OVERLAP =
      Setting.millis("overlap.ms", 0)
          .between(0, Validators.MAX_DURATION_MS)
          .importance(MEDIUM)
          .text(
              "Milliseconds that each round reads again: an event that appears no later than this"
                  + " after its own time is found by the next round, a later one by the next sweep.");

  public static final Setting<Duration> SWEEP_INTERVAL =
      Setting.millis("sweep.interval.ms", 3_600_000)
          .between(0, Validators.MAX_DURATION_MS)
          .importance(MEDIUM)
          .text(
              "Milliseconds from the start of one sweep to the start of the next. A sweep reads"
                  + " sweep.horizon.ms again, with at most a fifth of requests.limits, and sends"
                  + " what appeared too late for overlap.ms; 0: no sweeps.");

  public static final Setting<Duration> SWEEP_HORIZON =
      Setting.millis("sweep.horizon.ms", 0)
          .between(0, Validators.MAX_DURATION_MS)
          .importance(MEDIUM)
          .text(
              "How far back from the present a sweep reads, in milliseconds. 30,000 events are"
                  + " remembered at most; with more within this time a sweep reads less far back.");

  public static final Setting<Duration> WINDOW_MAX =
      Setting.millis("window.max.ms", 0)
          .between(0, Validators.MAX_DURATION_MS)
          .text("Longest time range of one round in milliseconds; 0: no limit.");

  public static final Setting<Integer> PAGE_SIZE =
      Setting.integer("page.size", 1).text("Rows requested at a time.");

  public static final Setting<String> REQUESTS_LIMITS =
      Setting.string("requests.limits")
          .check(SourceValidators.requestsLimits())
          .importance(MEDIUM)
          .text(
              "Most requests per period, several at once, such as 20/1m,5000/1d; empty: no limit."
                  + " All tasks and connection checks of a worker with the same address and credential"
                  + " share one budget, in which the tightest limits of all count.");

  public static final Setting<String> HEARTBEAT_TOPIC =
      Setting.string("heartbeat.topic")
          .check(Validators.orEmpty(Validators.topic()))
          .importance(MEDIUM)
          .text(
              "Topic for one record per interval with the state of the feed, so that a SIEM can"
                  + " raise an alarm when none arrives; empty: none.");

  public static final Setting<Duration> HEARTBEAT_INTERVAL =
      Setting.millis("heartbeat.interval.ms", 60_000)
          .between(1_000, Validators.MAX_DURATION_MS)
          .text("Milliseconds from one heartbeat to the next.");

  public static final Setting<String> JOURNAL_TOPIC =
      Setting.string("journal.topic")
          .check(Validators.orEmpty(Validators.topic()))
          .importance(MEDIUM)
          .text(
              "Topic for one record for each start, stop, login, error and possible loss, so that a"
                  + " SIEM sees what otherwise only the log of the worker holds; empty: none.");

  public static final Setting<String> JOURNAL_TAG =
      Setting.string("journal.tag", "my.app.tributary.journal")
          .check(Validators.tag())
          .text("The Devo tag in the header devo.tag of the records in journal.topic.");

  private SourceSettings() {}

  /** The definition for a vendor with the given defaults; the vendor adds its own settings. */
  public static ConfigDef define(SourceDefaults vendor) {
    var def = new ConfigDef();
    new SettingGroup(def, "Feed").add(BASE_URL, startTime(vendor), START_MAX_AGE, RESET);
    new SettingGroup(def, "Records")
        .add(TOPIC.defaultsTo(vendor.table()), DEVO_TAG.defaultsTo(vendor.table()))
        .add(VALUE_FORMAT, RECORD_TIMESTAMP, PULLING_ID_INJECT, ENVIRONMENT)
        .add(OBFUSCATION_RULES, OBFUSCATION_HASH_KEY, EVENT_MAX_BYTES)
        .add(EVENTS_POINTER.defaultsTo(vendor.events()))
        .add(ID_POINTERS.defaultsTo(vendor.ids()), TIME_POINTERS.defaultsTo(vendor.times()))
        .add(TIME_FORMAT, DEDUPE_KEY.defaultsTo(vendor.dedupeKey()));
    new SettingGroup(def, "Polling")
        .add(
            POLL_INTERVAL, SETTLE.defaultsTo(vendor.settle()), OVERLAP.defaultsTo(vendor.overlap()))
        .add(SWEEP_INTERVAL, SWEEP_HORIZON.defaultsTo(vendor.horizon()))
        .add(WINDOW_MAX.defaultsTo(vendor.windowMax()), pageSize(vendor))
        .add(REQUESTS_LIMITS.defaultsTo(vendor.requestsLimits()));
    RequestSettings.define(BackfillSettings.define(def));
    new SettingGroup(def, "Heartbeat").add(HEARTBEAT_TOPIC, HEARTBEAT_INTERVAL);
    new SettingGroup(def, "Journal").add(JOURNAL_TOPIC, JOURNAL_TAG);
    return Tls.define(DeliverySettings.define(def));
  }

  private static Setting<String> startTime(SourceDefaults vendor) {
    return START_TIME
        .check(SourceValidators.startTime(vendor.startUnreadable()))
        .text(START_TIME.text().formatted(vendor.history().toDays()));
  }

  private static Setting<Integer> pageSize(SourceDefaults vendor) {
    return PAGE_SIZE
        .defaultsTo(vendor.pageSize())
        .check(new SourceValidators.PageSize(vendor.maxPageSize()));
  }

  private static Setting<List<String>> pointers(String name, String what) {
    return Setting.list(name, List.of())
        .check(SourceValidators.pointers())
        .text(what + ": JSON pointers; the first that leads to a value counts.");
  }
}
