// SPDX-License-Identifier: Apache-2.0
package io.tributary.threatq;

import static io.tributary.common.error.SetupError.SECRET_MISSING;
import static io.tributary.common.error.SetupError.START_FORMAT;
import static io.tributary.common.error.SetupError.START_IN_FUTURE;
import static io.tributary.common.error.SetupError.USER_MISSING;
import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;

import io.tributary.common.config.CrossFieldChecks;
import io.tributary.common.config.DeliverySettings;
import io.tributary.common.config.OAuthSettings;
import io.tributary.common.config.Setting;
import io.tributary.common.config.SettingGroup;
import io.tributary.common.config.SourceConfig;
import io.tributary.common.config.SourceDefaults;
import io.tributary.common.config.SourceSettings;
import io.tributary.common.config.TagMap;
import io.tributary.common.config.Validators;
import io.tributary.common.error.SetupError;
import io.tributary.common.http.oauth.ClientCredentialsGrant;
import io.tributary.common.http.oauth.TokenGrant;
import io.tributary.common.vendor.Vendor;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.types.Password;

/** The settings of the ThreatQ source, in addition to those that all sources share. */
final class ThreatQConfig extends SourceConfig {
  /** How events are requested. */
  enum QueryMode {
    QUERY,
    CURSOR,
    LIST
  }

  private static final String TABLE = "threatintel.threatquotient.platform";

  static final SourceDefaults DEFAULTS =
      new SourceDefaults(
          TABLE,
          Duration.ofMinutes(5),
          Duration.ofDays(1),
          Duration.ZERO,
          Duration.ZERO,
          500,
          500,
          Duration.ofDays(1),
          "1/1s",
          List.of("/data"),
          List.of("/id"),
          List.of("/updated_at"),
          "id_and_time",
          START_FORMAT,
          START_IN_FUTURE);

  private static final String USER = "password";
  private static final String CLIENT = "client_credentials";

  static final Setting<String> AUTH_METHOD =
      Setting.oneOf("auth.method", USER, CLIENT)
          .importance(HIGH)
          .text(
              "How to log in: password, as a user; client_credentials, as an OAuth client, which the"
                  + " vendor recommends for integrations.");

  static final Setting<Optional<Password>> CLIENT_ID =
      Setting.optionalSecret("client.id")
          .check(Validators.plain())
          .text(
              "For auth.method=password, the API password in an administrator's user profile; empty:"
                  + " it is looked up in {base.url}/assets/js/config.js, which recent releases do not"
                  + " have. For client_credentials, the id of the OAuth client.");

  static final Setting<String> USERNAME =
      OAuthSettings.USERNAME
          .when(AUTH_METHOD, USER)
          .text("E-mail address of the user who logs in; for auth.method=password.");

  static final Setting<Optional<Password>> PASSWORD =
      OAuthSettings.PASSWORD
          .when(AUTH_METHOD, USER)
          .text("Password of that user; for auth.method=password.");

  static final Setting<Optional<Password>> CLIENT_SECRET =
      Setting.optionalSecret("client.secret")
          .check(Validators.plain())
          .when(AUTH_METHOD, CLIENT)
          .text("Secret of the OAuth client; for auth.method=client_credentials.");

  static final Setting<QueryMode> QUERY_MODE =
      Setting.oneOf("query.mode", "query", "cursor", "list")
          .importance(MEDIUM)
          .text(
              "How events are fetched: query=POST /api/events/query page by page; cursor=the same"
                  + " with cursorMark, for releases that have it; list=GET /api/events from the"
                  + " newest event back, for releases without the query.")
          .as(mode -> QueryMode.valueOf(mode.toUpperCase(Locale.ROOT)));

  static final Setting<String> SORT =
      Setting.oneOf("sort", "updated_at,id", "updated_at")
          .text("Sort order of a query; updated_at alone for releases that reject two fields.");

  static final Setting<List<String>> RELATIONS =
      Setting.list("relations", List.of())
          .importance(MEDIUM)
          .text(
              "Relations to return with each event in addition to its type, such as"
                  + " attributes,sources; empty: none.");

  private static final Map<String, Map<Setting<?>, SetupError>> REQUIRED_BY_METHOD =
      Map.of(
          USER, Map.of(USERNAME, USER_MISSING, PASSWORD, SECRET_MISSING),
          CLIENT, Map.of(CLIENT_ID, USER_MISSING, CLIENT_SECRET, SECRET_MISSING));

  /** The built-in event types of ThreatQ. Each has a table of that name. */
  private static final List<String> TYPES =
      List.of(
          "Spearphish",
          "Watering Hole",
          "SQL Injection Attack",
          "DoS Attack",
          "Malware",
          "Watchlist",
          "Command and Control",
          "Anonymization",
          "Exfiltration",
          "Host Characteristics",
          "Compromised PKI Certificate",
          "Login Compromise",
          "Incident",
          "Sighting");

  ThreatQConfig(Map<String, String> settings) {
    super(define(), settings, DEFAULTS);
  }

  static ConfigDef define() {
    var def = SourceSettings.define(DEFAULTS);
    new SettingGroup(def, "ThreatQ")
        .add(AUTH_METHOD, CLIENT_ID, USERNAME, PASSWORD, CLIENT_SECRET)
        .add(QUERY_MODE, SORT, RELATIONS, TagMap.SETTING.defaultsTo(tags()));
    return def;
  }

  /**
   * Checks that the settings of the login method are present, and that all settings are consistent.
   */
  static void check(CrossFieldChecks settings) {
    var method = String.valueOf(settings.value(AUTH_METHOD));
    REQUIRED_BY_METHOD.getOrDefault(method, Map.of()).forEach(settings::required);
    settings
        .conflictIf(
            settings.isAboveZero(SourceSettings.WINDOW_MAX),
            SourceSettings.WINDOW_MAX,
            "a query has no end")
        .conflictIf(
            DeliverySettings.hasLedger(settings),
            DeliverySettings.COVERAGE_TOPIC,
            "an event moves to a later time with each change, so that no hour stays complete")
        .mustBe(
            SourceSettings.TIME_POINTERS, DEFAULTS.times(), "events are requested by that time");
  }

  /** Returns the setting to correct after a refusal. */
  Setting<?> blame(Vendor.Refused refused) {
    var byUser = AUTH_METHOD.of(this).equals(USER);
    return switch (refused) {
      case LOGIN_ADDRESS -> SourceSettings.BASE_URL;
      case CLIENT -> CLIENT_ID;
      case LOGIN -> byUser ? PASSWORD : CLIENT_SECRET;
      case ACCESS -> byUser ? USERNAME : CLIENT_ID;
      case PATH -> QUERY_MODE;
    };
  }

  @Override
  protected String apiPath() {
    return "/api";
  }

  @Override
  public String credential() {
    return clientId() + ' ' + username();
  }

  @Override
  public Optional<TagMap> tagMap() {
    return TagMap.of(this, "/type/name", tags());
  }

  /**
   * Returns the address that issues tokens. For an OAuth client the query also carries the grant
   * type.
   */
  URI tokenUrl() {
    var query = AUTH_METHOD.of(this).equals(CLIENT) ? "?grant_type=" + CLIENT : "";
    return URI.create(baseUrl() + "/api/token" + query);
  }

  /** Returns the page on which older releases show the client id. */
  URI clientIdPage() {
    return URI.create(baseUrl() + "/assets/js/config.js");
  }

  /** Returns the grant that is exchanged for access tokens. */
  TokenGrant grant() {
    return AUTH_METHOD.of(this).equals(CLIENT)
        ? new ClientCredentialsGrant(
            Map.of(
                "client_id",
                clientId(),
                "client_secret",
                CLIENT_SECRET.of(this).orElseThrow().value()))
        : new ThreatQLogin(this);
  }

  /** Returns the client id, or an empty text if it must be looked up. */
  String clientId() {
    return CLIENT_ID.of(this).map(id -> id.value().strip()).orElse("");
  }

  String username() {
    return USERNAME.of(this);
  }

  String password() {
    return PASSWORD.of(this).orElseThrow().value();
  }

  /** Returns the relations to request, always with the type, which selects the tag. */
  String relations() {
    var more = RELATIONS.of(this).stream().filter(relation -> !relation.equals("type"));
    return String.join(",", Stream.concat(Stream.of("type"), more).toList());
  }

  private static List<String> tags() {
    var own = TYPES.stream().map(type -> type + ':' + TABLE + '.' + TagMap.plain(type));
    return Stream.concat(own, Stream.of("default:" + TABLE + ".userdefined")).toList();
  }
}
