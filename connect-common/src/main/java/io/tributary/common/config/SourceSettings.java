package io.tributary.common.config;

import static io.tributary.common.config.Settings.REQUIRED;

import io.tributary.common.http.Tls;
import io.tributary.common.obfuscation.Obfuscation;
import java.time.Duration;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;

/** The definition of the settings that every source has. */
public final class SourceSettings {
  public static final String BASE_URL = "base.url";
  public static final String TOPIC = "topic";
  public static final String DEVO_TAG = "devo.tag";
  public static final String START_TIME = "initial.start.time.in.utc";
  public static final String START_MAX_AGE = "initial.start.time.max.age.days";
  public static final String RESET = "reset.persistence.auth";
  public static final String POLL_INTERVAL = "poll.interval.ms";
  public static final String SETTLE = "settle.ms";
  public static final String OVERLAP = "overlap.ms";
  public static final String WINDOW_MAX = "window.max.ms";
  public static final String PAGE_SIZE = "page.size";
  public static final String REQUESTS_LIMITS = "requests.limits";
  public static final String CONNECT_TIMEOUT = "connect.timeout.ms";
  public static final String REQUEST_TIMEOUT = "request.timeout.ms";
  public static final String RETRY_BACKOFF = "retry.backoff.ms";
  public static final String RETRY_BACKOFF_MAX = "retry.backoff.max.ms";
  public static final String RESPONSE_MAX_BYTES = "response.max.bytes";
  public static final String EVENTS_POINTER = "events.pointer";
  public static final String ID_POINTERS = "event.id.pointers";
  public static final String TIME_POINTERS = "event.time.pointers";
  public static final String EXTRA_PARAMS = "request.extra.params";
  public static final String EVENT_MAX_BYTES = "event.max.bytes";
  public static final String VALUE_FORMAT = "value.format";
  public static final String RECORD_TIMESTAMP = "record.timestamp";
  public static final String PULLING_ID_INJECT = "pulling.id.inject";
  public static final String ENVIRONMENT = "environment";
  public static final String OBFUSCATION_RULES = "obfuscation.rules";
  public static final String OBFUSCATION_HASH_KEY = "obfuscation.hash.key";
  public static final String CONNECTION_CHECK = "connection.check.enabled";
  public static final String PROXY_URL = "proxy.url";
  public static final String PROXY_USERNAME = "proxy.username";
  public static final String PROXY_PASSWORD = "proxy.password";

  public static final String HEARTBEAT_TOPIC = "heartbeat.topic";
  public static final String HEARTBEAT_INTERVAL = "heartbeat.interval.ms";

  static final long MAX_DURATION_MS = Duration.ofDays(366).toMillis();
  static final int MAX_BYTES = 1 << 30;

  private SourceSettings() {}

  /** The definition for a vendor with the given defaults; the vendor adds its own settings. */
  public static ConfigDef define(SourceDefaults vendor) {
    var def = new ConfigDef();
    var settings = new Settings(def);
    feed(settings.group("Feed"), vendor);
    records(settings.group("Records"), vendor);
    polling(settings.group("Polling"), vendor);
    RequestSettings.define(settings.group("Requests"));
    heartbeat(settings.group("Heartbeat"));
    return Tls.define(def);
  }

  private static void feed(Settings settings, SourceDefaults vendor) {
    settings
        .define(
            BASE_URL,
            Type.STRING,
            REQUIRED,
            SourceValidators.baseUrl(),
            Importance.HIGH,
            "Address of the instance, such as https://example.com.")
        .define(
            START_TIME,
            "",
            SourceValidators.startTime(vendor.startUnreadable()),
            Importance.HIGH,
            "Where a feed without an offset begins, ISO 8601, UTC unless it says otherwise, such as"
                + " 2026-03-01T00:00:00Z. Empty: "
                + vendor.history().toDays()
                + " day(s) before the start of the task, anew at each start until the first event is in"
                + " the topic; so give a time, or an outage at the beginning loses events.")
        .define(
            START_MAX_AGE,
            365,
            Validators.between(0, 36_500),
            Importance.LOW,
            "How many days back the start may lie when a connector is created; 0 takes any.")
        .text(
            RESET,
            Importance.MEDIUM,
            "Any text; a value that was never used before makes the feed begin anew.");
  }

  private static void records(Settings settings, SourceDefaults vendor) {
    settings
        .define(
            TOPIC,
            vendor.table(),
            Validators.topic(),
            Importance.HIGH,
            "The topic the records go to.")
        .define(
            DEVO_TAG,
            vendor.table(),
            Validators.tag(),
            Importance.MEDIUM,
            "The Devo tag in the header devo.tag of each record.")
        .define(
            VALUE_FORMAT,
            "json",
            Validators.oneOf("json", "map"),
            Importance.MEDIUM,
            "json: the event as the vendor sent it, as text (use StringConverter); map: a"
                + " schemaless map (use JsonConverter without schemas).")
        .define(
            RECORD_TIMESTAMP,
            "ingest",
            Validators.oneOf("ingest", "event"),
            Importance.LOW,
            "ingest: a record is dated when it is produced; event: with the time of its event, so"
                + " topic retention counts from there.")
        .define(
            PULLING_ID_INJECT,
            true,
            null,
            Importance.LOW,
            "Whether the value tells in @devo_pulling_id which pull it came with.")
        .text(
            ENVIRONMENT,
            Importance.LOW,
            "Put into each value as @devo_environment, such as production; empty: nothing is put.")
        .define(
            OBFUSCATION_RULES,
            "",
            Obfuscation.validator(),
            Importance.MEDIUM,
            "Which fields are masked and how, a JSON list such as [{\"name\": [\"user\","
                + " \"email\"]}]; empty: none.")
        .secret(
            OBFUSCATION_HASH_KEY,
            null,
            null,
            "The key of rules of mode hash, any text; required when there is one.")
        .define(
            EVENT_MAX_BYTES,
            1_000_000,
            Validators.between(1024, MAX_BYTES),
            Importance.LOW,
            "A longer event, in bytes, is replaced by a marker, because the producer would refuse"
                + " it; raise the producer's max.request.size with it.")
        .define(
            EVENTS_POINTER,
            vendor.events(),
            SourceValidators.pointers(),
            Importance.LOW,
            "Where the rows of a page are: JSON pointers, the first that leads somewhere counts.")
        .define(
            ID_POINTERS,
            vendor.ids(),
            SourceValidators.pointers(),
            Importance.LOW,
            "Where an event's id is: JSON pointers, the first that leads somewhere counts.")
        .define(
            TIME_POINTERS,
            vendor.times(),
            SourceValidators.pointers(),
            Importance.LOW,
            "Where an event's time is: JSON pointers, the first that leads somewhere counts.");
  }

  private static void heartbeat(Settings settings) {
    settings
        .define(
            HEARTBEAT_TOPIC,
            "",
            Validators.orEmpty(Validators.topic()),
            Importance.MEDIUM,
            "A topic for one record per interval that tells how the feed is doing, so that a SIEM can"
                + " alarm on silence; empty: none.")
        .define(
            HEARTBEAT_INTERVAL,
            60_000L,
            Validators.between(1_000, MAX_DURATION_MS),
            Importance.LOW,
            "Milliseconds from one heartbeat to the next.");
  }

  private static void polling(Settings settings, SourceDefaults vendor) {
    settings
        .define(
            POLL_INTERVAL,
            60_000L,
            Validators.between(100, MAX_DURATION_MS),
            Importance.MEDIUM,
            "Milliseconds from the start of one round to the start of the next.")
        .define(
            SETTLE,
            vendor.settle().toMillis(),
            Validators.between(0, MAX_DURATION_MS),
            Importance.LOW,
            "Milliseconds an event is left alone before it is asked for.")
        .define(
            OVERLAP,
            vendor.overlap().toMillis(),
            Validators.between(0, MAX_DURATION_MS),
            Importance.MEDIUM,
            "Milliseconds that are read again each time: an event that appears no later than this"
                + " after its own time is never missed.")
        .define(
            WINDOW_MAX,
            vendor.windowMax().toMillis(),
            Validators.between(0, MAX_DURATION_MS),
            Importance.LOW,
            "Milliseconds asked for at most in one round; 0: no limit.")
        .define(
            PAGE_SIZE,
            vendor.pageSize(),
            SourceValidators.pageSize(vendor.maxPageSize()),
            Importance.LOW,
            "Rows asked for in one request.")
        .define(
            REQUESTS_LIMITS,
            vendor.requestsLimits(),
            SourceValidators.requestsLimits(),
            Importance.MEDIUM,
            "Most requests per period, several at once, such as 20/1m,5000/1d; empty: no limit."
                + " Tasks of a worker with the same host, credential and limits share them.");
  }
}
