// SPDX-License-Identifier: Apache-2.0
package io.tributary.cloudsek;

import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;

import io.tributary.common.config.Setting;
import io.tributary.common.config.SettingGroup;
import io.tributary.common.config.SourceConfig;
import io.tributary.common.config.SourceDefaults;
import io.tributary.common.config.SourceSettings;
import io.tributary.common.config.Validators;
import io.tributary.common.error.InitVariablesError;
import io.tributary.common.vendor.SortOrder;
import io.tributary.common.vendor.TimeFormat;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.types.Password;

/** The settings of the CloudSEK source, in addition to those that all sources share. */
final class CloudSekConfig extends SourceConfig {
  static final String RELATIVE_DAYS = "relative_days";
  static final String RANGE = "range";
  static final String NO_TIME = "none";

  static final Setting<Password> TOKEN =
      Setting.secret("token")
          .check(Validators.token())
          .text("API token: Integrations > Alerts API > Create token.");

  static final Setting<String> API_PROFILE =
      Setting.oneOf("api.profile", "legacy", "v1", "v1-current", "v2-current")
          .importance(HIGH)
          .text(
              "Alert list to read: legacy=/api/historic/alerts, v1=/incidents/historic/alerts,"
                  + " v1-current=/incidents/alerts, v2-current=/v2/incidents/alerts.");

  static final Setting<String> ALERTS_PATH =
      Setting.string("alerts.path")
          .check(Validators.orEmpty(Validators.path()))
          .text(
              "Path of the alert list below base.url, such as /v3/alerts; empty: that of"
                  + " api.profile.");

  static final Setting<List<String>> MODULE_NAMES =
      Setting.list("module.names", List.of())
          .importance(MEDIUM)
          .text("Modules to fetch, such as Credential Leaks,Fake URLs and Phishing; empty: all.");

  static final Setting<SortOrder> SORT_ORDER =
      Setting.oneOf("sort.order", "unknown", "asc", "desc")
          .importance(MEDIUM)
          .text(
              "Known order of the list by time: with asc, alerts are sent page by page; with desc,"
                  + " the list is read only as far back as needed; with unknown, it is read to its"
                  + " end and sorted.")
          .as(CloudSekConfig::sortOrder);

  static final Setting<String> TIME_MODE =
      Setting.oneOf("time.mode", RELATIVE_DAYS, RANGE, NO_TIME)
          .importance(MEDIUM)
          .text(
              "The time range of a request: relative_days back from now, range from start to end,"
                  + " or none, which pages through the whole list each time.");

  static final Setting<String> DAYS_PARAM =
      Setting.string("time.days.param", "days")
          .notBlank()
          .when(TIME_MODE, RELATIVE_DAYS)
          .importance(MEDIUM)
          .text("Query parameter for the number of days back from now; for relative_days.");

  static final Setting<String> START_PARAM =
      Setting.string("time.start.param", "start_date")
          .notBlank()
          .when(TIME_MODE, RANGE)
          .importance(MEDIUM)
          .text("Query parameter for the start of a range.");

  static final Setting<String> END_PARAM =
      Setting.string("time.end.param", "end_date")
          .when(TIME_MODE, RANGE)
          .importance(MEDIUM)
          .text("Query parameter for the end of a range; empty: it is not sent.")
          .as(String::strip);

  static final Setting<TimeFormat> PARAM_FORMAT =
      Setting.string("time.param.format", TimeFormat.ISO)
          .check(TimeFormat.validator())
          .when(TIME_MODE, RANGE)
          .text(
              "How start and end are written, in UTC: date, epoch_seconds, epoch_millis or a pattern"
                  + " of java.time; rounded outward to the precision of the format.")
          .as(TimeFormat::of);

  static final Setting<String> PAGE_PARAM =
      Setting.string("page.param", "page").notBlank().text("Query parameter for the page number.");

  static final Setting<Integer> PAGE_FIRST =
      Setting.integer("page.first", 1).between(0, 1).text("Number of the first page.");

  static final Setting<String> LIMIT_PARAM =
      Setting.string("limit.param", "limit").notBlank().text("Query parameter for the page size.");

  static final Setting<String> AUTH_HEADER =
      Setting.string("auth.header.name", "Authorization")
          .check(Validators.headerName())
          .text("Header that carries the token.");

  static final Setting<String> AUTH_PREFIX =
      Setting.string("auth.header.prefix", "Bearer")
          .check(Validators.headerValue())
          .text("Word before the token in its header; empty: none.");

  /** The path of each profile. */
  static final Map<String, String> PATHS =
      Map.of(
          "legacy", "/api/historic/alerts",
          "v1", "/incidents/historic/alerts",
          "v1-current", "/incidents/alerts",
          "v2-current", "/v2/incidents/alerts");

  static final SourceDefaults DEFAULTS =
      new SourceDefaults(
          "drp.cloudsek.xvigil.alerts",
          Duration.ofHours(1),
          Duration.ofDays(7),
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
          "id",
          InitVariablesError.START_TIME_FORMAT,
          InitVariablesError.START_TIME_NOT_PAST);

  CloudSekConfig(Map<String, String> settings) {
    super(define(), settings, DEFAULTS);
  }

  static ConfigDef define() {
    var def = SourceSettings.define(DEFAULTS);
    new SettingGroup(def, "CloudSEK")
        .add(TOKEN, API_PROFILE, ALERTS_PATH, MODULE_NAMES, SORT_ORDER)
        .add(TIME_MODE, DAYS_PARAM, START_PARAM, END_PARAM, PARAM_FORMAT)
        .add(PAGE_PARAM, PAGE_FIRST, LIMIT_PARAM, AUTH_HEADER, AUTH_PREFIX);
    return def;
  }

  @Override
  public String credential() {
    return TOKEN.of(this).value();
  }

  @Override
  protected String apiPath() {
    return alertsPath();
  }

  String alertsPath() {
    return textOr(ALERTS_PATH, Objects.requireNonNull(PATHS.get(API_PROFILE.of(this))));
  }

  private static SortOrder sortOrder(String word) {
    return switch (word) {
      case "asc" -> SortOrder.OLDEST_FIRST;
      case "desc" -> SortOrder.NEWEST_FIRST;
      default -> SortOrder.UNKNOWN;
    };
  }
}
