package io.tributary.cloudsek;

import static io.tributary.common.config.Settings.REQUIRED;

import io.tributary.common.config.Settings;
import io.tributary.common.config.SourceConfig;
import io.tributary.common.config.SourceDefaults;
import io.tributary.common.config.SourceSettings;
import io.tributary.common.config.TimeFormat;
import io.tributary.common.config.Validators;
import io.tributary.common.error.InitVariablesError;
import io.tributary.common.event.DedupeKey;
import io.tributary.common.vendor.SortOrder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.types.Password;

/** The settings of the CloudSEK source beside those that all sources share. */
final class CloudSekConfig extends SourceConfig {
  static final String TOKEN = "token";
  static final String API_PROFILE = "api.profile";
  static final String ALERTS_PATH = "alerts.path";
  static final String MODULE_NAMES = "module.names";
  static final String TIME_MODE = "time.mode";
  static final String DAYS_PARAM = "time.days.param";
  static final String START_PARAM = "time.start.param";
  static final String END_PARAM = "time.end.param";
  static final String PARAM_FORMAT = "time.param.format";
  static final String SORT_ORDER = "sort.order";
  static final String DEDUPE_KEY = "dedupe.key";
  static final String PAGE_PARAM = "page.param";
  static final String PAGE_FIRST = "page.first";
  static final String LIMIT_PARAM = "limit.param";
  static final String AUTH_HEADER = "auth.header.name";
  static final String AUTH_PREFIX = "auth.header.prefix";

  static final String RELATIVE_DAYS = "relative_days";
  static final String RANGE = "range";
  static final String NO_TIME = "none";

  private static final Map<String, String> PATHS =
      Map.of(
          "legacy", "/api/historic/alerts",
          "v1", "/incidents/historic/alerts",
          "v1-current", "/incidents/alerts",
          "v2-current", "/v2/incidents/alerts");
  private static final Map<String, SortOrder> ORDERS =
      Map.of(
          "unknown",
          SortOrder.UNKNOWN,
          "asc",
          SortOrder.OLDEST_FIRST,
          "desc",
          SortOrder.NEWEST_FIRST);
  private static final Map<String, DedupeKey> IDENTITIES =
      Map.of("id", DedupeKey.ID, "id_and_hash", DedupeKey.ID_AND_HASH);

  static final SourceDefaults DEFAULTS =
      new SourceDefaults(
          "drp.cloudsek.xvigil.alerts",
          Duration.ofHours(24),
          Duration.ZERO,
          Duration.ZERO,
          100,
          100,
          Duration.ofDays(7),
          "20/1m",
          List.of("/data", ""),
          List.of("/id", "/event_details/event_id"),
          List.of(
              "/incident_time",
              "/event_details/incident_time",
              "/event_details/incident_details/incident_time",
              "/created_at"),
          InitVariablesError.START_TIME_FORMAT,
          InitVariablesError.START_TIME_NOT_PAST);

  CloudSekConfig(Map<String, String> settings) {
    super(define(), settings, DEFAULTS);
  }

  static ConfigDef define() {
    var def = SourceSettings.define(DEFAULTS);
    var settings = new Settings(def).group("CloudSEK");
    list(settings);
    time(settings);
    request(settings);
    return def;
  }

  @Override
  public String credential() {
    return token().value();
  }

  Password token() {
    return getPassword(TOKEN);
  }

  String alertsPath() {
    return textOr(ALERTS_PATH, Objects.requireNonNull(PATHS.get(getString(API_PROFILE))));
  }

  List<String> moduleNames() {
    return getList(MODULE_NAMES);
  }

  String timeMode() {
    return getString(TIME_MODE);
  }

  /** Empty: the end of a range is not sent. */
  String endParam() {
    return getString(END_PARAM).strip();
  }

  TimeFormat timeFormat() {
    return TimeFormat.of(getString(PARAM_FORMAT));
  }

  SortOrder order() {
    return ORDERS.getOrDefault(getString(SORT_ORDER), SortOrder.UNKNOWN);
  }

  DedupeKey identity() {
    return IDENTITIES.getOrDefault(getString(DEDUPE_KEY), DedupeKey.ID);
  }

  String authHeader() {
    return getString(AUTH_HEADER);
  }

  String authPrefix() {
    return getString(AUTH_PREFIX);
  }

  private static void list(Settings settings) {
    settings
        .secret(
            TOKEN,
            REQUIRED,
            Validators.token(),
            "API token: Integrations > Alerts API > Create token.")
        .define(
            API_PROFILE,
            "legacy",
            Validators.oneOf("legacy", "v1", "v1-current", "v2-current"),
            Importance.HIGH,
            "Which alert list: legacy=/api/historic/alerts, v1=/incidents/historic/alerts,"
                + " v1-current=/incidents/alerts, v2-current=/v2/incidents/alerts.")
        .define(
            ALERTS_PATH,
            "",
            Validators.orEmpty(Validators.path()),
            Importance.LOW,
            "Path of the alert list below base.url, such as /v3/alerts; empty: that of api.profile.")
        .define(
            MODULE_NAMES,
            List.of(),
            null,
            Importance.MEDIUM,
            "Modules to fetch, such as Credential Leaks,Fake URLs and Phishing; empty: all.")
        .define(
            SORT_ORDER,
            "unknown",
            Validators.oneOf("unknown", "asc", "desc"),
            Importance.MEDIUM,
            "Order in time the list is known to have: asc is handed over page by page; desc is read"
                + " only as far back as needed; unknown is read to its end and sorted.")
        .define(
            DEDUPE_KEY,
            "id",
            Validators.oneOf("id", "id_and_hash"),
            Importance.MEDIUM,
            "What makes an alert a new one: id sends it once; id_and_hash sends it again when"
                + " anything in it changes within overlap.ms of its time.");
  }

  private static void time(Settings settings) {
    settings
        .define(
            TIME_MODE,
            RELATIVE_DAYS,
            Validators.oneOf(RELATIVE_DAYS, RANGE, NO_TIME),
            Importance.MEDIUM,
            "How a request tells the time: relative_days back from now, range from start to end,"
                + " none to page over the whole list each time.")
        .when(TIME_MODE, RELATIVE_DAYS)
        .define(
            DAYS_PARAM,
            "days",
            Validators.notBlank(),
            Importance.MEDIUM,
            "Query parameter that says how many days back the list reaches; for relative_days.")
        .when(TIME_MODE, RANGE)
        .define(
            START_PARAM,
            "start_date",
            Validators.notBlank(),
            Importance.MEDIUM,
            "Query parameter of the start of a range.")
        .define(
            END_PARAM,
            "end_date",
            null,
            Importance.MEDIUM,
            "Query parameter of the end of a range; empty: it is not sent.")
        .define(
            PARAM_FORMAT,
            TimeFormat.ISO,
            TimeFormat.validator(),
            Importance.LOW,
            "How start and end are written, in UTC: date, epoch_seconds, epoch_millis or a pattern"
                + " of java.time; rounded outward to what it can write.");
  }

  private static void request(Settings settings) {
    settings
        .always()
        .define(
            PAGE_PARAM,
            "page",
            Validators.notBlank(),
            Importance.LOW,
            "Query parameter of the page number.")
        .define(
            PAGE_FIRST, 1, Validators.between(0, 1), Importance.LOW, "Number of the first page.")
        .define(
            LIMIT_PARAM,
            "limit",
            Validators.notBlank(),
            Importance.LOW,
            "Query parameter of the page size.")
        .define(
            AUTH_HEADER,
            "Authorization",
            Validators.headerName(),
            Importance.LOW,
            "Header that carries the token.")
        .define(
            AUTH_PREFIX,
            "Bearer",
            Validators.headerValue(),
            Importance.LOW,
            "Word before the token in its header; empty: none.");
  }
}
