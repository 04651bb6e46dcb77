package io.tributary.threatq;

import static io.tributary.common.config.OAuthSettings.CLIENT_ID;
import static io.tributary.common.config.OAuthSettings.CLIENT_SECRET;
import static io.tributary.common.config.OAuthSettings.PASSWORD;
import static io.tributary.common.config.OAuthSettings.USERNAME;
import static io.tributary.common.error.SetupError.SECRET_MISSING;
import static io.tributary.common.error.SetupError.START_FORMAT;
import static io.tributary.common.error.SetupError.START_IN_FUTURE;
import static io.tributary.common.error.SetupError.USER_MISSING;

import io.tributary.common.config.OAuthSettings;
import io.tributary.common.config.Settings;
import io.tributary.common.config.SourceConfig;
import io.tributary.common.config.SourceConflicts;
import io.tributary.common.config.SourceDefaults;
import io.tributary.common.config.SourceFaults;
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
import org.apache.kafka.common.config.ConfigDef.Importance;

/** The settings of the ThreatQ source beside those that all sources share. */
final class ThreatQConfig extends SourceConfig {
  static final String AUTH_METHOD = "auth.method";
  static final String QUERY_MODE = "query.mode";
  static final String SORT = "sort";
  static final String RELATIONS = "relations";

  /** How events are asked for. */
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
          Duration.ZERO,
          Duration.ZERO,
          500,
          500,
          Duration.ofDays(1),
          "1/1s",
          List.of("/data"),
          List.of("/id"),
          List.of("/updated_at"),
          START_FORMAT,
          START_IN_FUTURE);

  private static final String USER = "password";
  private static final String CLIENT = "client_credentials";
  private static final Map<String, Map<String, SetupError>> REQUIRED_BY_METHOD =
      Map.of(
          USER, Map.of(USERNAME, USER_MISSING, PASSWORD, SECRET_MISSING),
          CLIENT, Map.of(CLIENT_ID, USER_MISSING, CLIENT_SECRET, SECRET_MISSING));

  /** The types that ThreatQ itself has; each has a table of that name. */
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

  private final QueryMode queryMode;

  ThreatQConfig(Map<String, String> settings) {
    super(define(), settings, DEFAULTS);
    queryMode = QueryMode.valueOf(getString(QUERY_MODE).toUpperCase(Locale.ROOT));
  }

  static ConfigDef define() {
    var def = SourceSettings.define(DEFAULTS);
    var settings = new Settings(def).group("ThreatQ");
    login(settings);
    query(settings.always());
    TagMap.define(settings, tags());
    return def;
  }

  /** What the login method needs and is not there, and what makes no sense, by setting. */
  static Map<String, String> conflicts(Map<String, Object> values) {
    var method = String.valueOf(values.get(AUTH_METHOD));
    return new SourceConflicts(values)
        .add(SourceFaults.missing(values, REQUIRED_BY_METHOD.getOrDefault(method, Map.of())))
        .noLongestWindow("a query has no end")
        .only(SourceSettings.TIME_POINTERS, DEFAULTS.times(), "events are asked for by that time")
        .faults();
  }

  /** The setting to correct. */
  String blame(Vendor.Refused refused) {
    var byUser = getString(AUTH_METHOD).equals(USER);
    return switch (refused) {
      case LOGIN_ADDRESS -> SourceSettings.BASE_URL;
      case CLIENT -> CLIENT_ID;
      case LOGIN -> byUser ? PASSWORD : CLIENT_SECRET;
      case ACCESS -> byUser ? USERNAME : CLIENT_ID;
      case PATH -> QUERY_MODE;
    };
  }

  /** The address of the instance; that of its API is as good. */
  @Override
  public URI baseUrl() {
    return URI.create(super.baseUrl().toString().replaceFirst("/api$", ""));
  }

  @Override
  public String credential() {
    return clientId() + ' ' + username();
  }

  @Override
  public Optional<TagMap> tagMap() {
    return TagMap.of(this, "/type/name");
  }

  /** Where tokens come from; the grant of a client is told in the query, too. */
  URI tokenUrl() {
    var query = getString(AUTH_METHOD).equals(CLIENT) ? "?grant_type=" + CLIENT : "";
    return URI.create(baseUrl() + "/api/token" + query);
  }

  /** Where older releases show the client id. */
  URI clientIdPage() {
    return URI.create(baseUrl() + "/assets/js/config.js");
  }

  /** What is traded for access tokens. */
  TokenGrant grant() {
    return getString(AUTH_METHOD).equals(CLIENT)
        ? new ClientCredentialsGrant(
            Map.of("client_id", clientId(), "client_secret", getPassword(CLIENT_SECRET).value()))
        : new ThreatQLogin(this);
  }

  /** Empty: to be looked up. */
  String clientId() {
    var id = getPassword(CLIENT_ID);
    return id == null ? "" : id.value().strip();
  }

  String username() {
    return getString(USERNAME);
  }

  String password() {
    return getPassword(PASSWORD).value();
  }

  QueryMode queryMode() {
    return queryMode;
  }

  String sort() {
    return getString(SORT);
  }

  /** With the type, which tells the tag. */
  String relations() {
    var more = getList(RELATIONS).stream().filter(relation -> !relation.equals("type"));
    return String.join(",", Stream.concat(Stream.of("type"), more).toList());
  }

  private static List<String> tags() {
    var own = TYPES.stream().map(type -> type + ':' + TABLE + '.' + TagMap.plain(type));
    return Stream.concat(own, Stream.of("default:" + TABLE + ".userdefined")).toList();
  }

  private static void login(Settings settings) {
    settings
        .define(
            AUTH_METHOD,
            USER,
            Validators.oneOf(USER, CLIENT),
            Importance.HIGH,
            "How to log in: password, as a user; client_credentials, as a client of its own, which"
                + " the vendor recommends for integrations.")
        .secret(
            CLIENT_ID,
            null,
            null,
            "For auth.method=password the API password in an administrator's user profile; empty: it"
                + " is looked up in {base.url}/assets/js/config.js, which recent releases do not"
                + " have. For client_credentials the id of the OAuth client.");
    OAuthSettings.password(
        settings.when(AUTH_METHOD, USER), "an e-mail address; for auth.method=password");
    settings
        .when(AUTH_METHOD, CLIENT)
        .secret(
            CLIENT_SECRET,
            null,
            null,
            "Secret of the OAuth client; for auth.method=client_credentials.");
  }

  private static void query(Settings settings) {
    settings
        .define(
            QUERY_MODE,
            "query",
            Validators.oneOf("query", "cursor", "list"),
            Importance.MEDIUM,
            "How events are asked for: query=POST /api/events/query page by page; cursor=the same"
                + " with cursorMark, for releases that have it; list=GET /api/events from the newest"
                + " event back, for releases without the query.")
        .define(
            SORT,
            "updated_at,id",
            Validators.oneOf("updated_at,id", "updated_at"),
            Importance.LOW,
            "What a query is sorted by; updated_at alone for releases that refuse two fields.")
        .define(
            RELATIONS,
            List.of(),
            null,
            Importance.MEDIUM,
            "What comes with an event beside its type, such as attributes,sources; empty: nothing.");
  }
}
