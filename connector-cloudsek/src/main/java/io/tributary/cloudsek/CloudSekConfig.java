package io.tributary.cloudsek;

import static io.tributary.common.config.Settings.REQUIRED;

import io.tributary.common.config.Settings;
import io.tributary.common.config.SourceConfig;
import io.tributary.common.config.SourceDefaults;
import io.tributary.common.config.SourceSettings;
import io.tributary.common.config.Validators;
import io.tributary.common.error.InitVariablesError;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.types.Password;

/** The settings of the CloudSEK source beside those that all sources share. */
final class CloudSekConfig extends SourceConfig {
  static final String TOKEN = "token";
  static final String ALERTS_PATH = "alerts.path";
  static final String DAYS_PARAM = "time.days.param";
  static final String PAGE_PARAM = "page.param";
  static final String PAGE_FIRST = "page.first";
  static final String LIMIT_PARAM = "limit.param";
  static final String AUTH_HEADER = "auth.header.name";
  static final String AUTH_PREFIX = "auth.header.prefix";

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
    settings
        .secret(
            TOKEN,
            REQUIRED,
            Validators.token(),
            "API token: Integrations > Alerts API > Create token.")
        .define(
            ALERTS_PATH,
            "/api/historic/alerts",
            Validators.path(),
            Importance.MEDIUM,
            "Path of the alert list below base.url.")
        .define(
            DAYS_PARAM,
            "days",
            Validators.notBlank(),
            Importance.MEDIUM,
            "Query parameter that says how many days back the list reaches.")
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
    return getString(ALERTS_PATH);
  }

  String daysParam() {
    return getString(DAYS_PARAM);
  }

  String pageParam() {
    return getString(PAGE_PARAM);
  }

  int firstPage() {
    return getInt(PAGE_FIRST);
  }

  String limitParam() {
    return getString(LIMIT_PARAM);
  }

  String authHeader() {
    return getString(AUTH_HEADER);
  }

  String authPrefix() {
    return getString(AUTH_PREFIX);
  }
}
