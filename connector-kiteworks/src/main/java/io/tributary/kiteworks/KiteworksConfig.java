package io.tributary.kiteworks;

import static io.tributary.common.config.OAuthSettings.JWT_KEY;
import static io.tributary.common.config.OAuthSettings.USERNAME;
import static io.tributary.common.error.SetupError.SECRET_MISSING;
import static io.tributary.common.error.SetupError.SETTING_MISSING;
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
import io.tributary.common.config.Validators;
import io.tributary.common.error.SetupError;
import io.tributary.common.http.oauth.TokenGrant;
import io.tributary.common.vendor.Vendor;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;

/** The settings of the Kiteworks source beside those that all sources share. */
final class KiteworksConfig extends SourceConfig {
  static final String AUTH_METHOD = "auth.method";
  static final String USER_EMAIL = "user.email";
  static final String REDIRECT_URI = "redirect.uri";
  static final String SIGNATURE_SECRET = "signature.secret";
  static final String API_VERSION = "api.version";
  static final String EVENT_FILTERS = "event.filters";
  static final String RESULT_WINDOW = "result.window.max";

  static final SourceDefaults DEFAULTS =
      new SourceDefaults(
          "dmp.kiteworks.admin.event",
          Duration.ofSeconds(60),
          Duration.ofSeconds(30),
          Duration.ofDays(1),
          1000,
          10_000,
          Duration.ofDays(1),
          "10/1s",
          List.of("/events", "/data", "/activities", "/items", ""),
          List.of("/id", "/guid", "/uuid"),
          List.of("/created"),
          START_FORMAT,
          START_IN_FUTURE);

  private static final String TOKEN_PATH = "/oauth/token";
  private static final String JWT = "jwt";
  private static final String SIGNATURE = "signature";
  private static final String PASSWORD = "password";
  private static final String REFRESH_TOKEN = "refresh_token";
  private static final Map<String, Map<String, SetupError>> REQUIRED_BY_METHOD =
      Map.of(
          JWT, Map.of(USER_EMAIL, USER_MISSING, JWT_KEY, SECRET_MISSING),
          SIGNATURE,
              Map.of(
                  USER_EMAIL, USER_MISSING,
                  SIGNATURE_SECRET, SECRET_MISSING,
                  REDIRECT_URI, SETTING_MISSING),
          PASSWORD, Map.of(USERNAME, USER_MISSING, OAuthSettings.PASSWORD, SECRET_MISSING),
          REFRESH_TOKEN, Map.of(OAuthSettings.REFRESH_TOKEN, SECRET_MISSING));

  KiteworksConfig(Map<String, String> settings) {
    super(define(), settings, DEFAULTS);
  }

  static ConfigDef define() {
    var def = SourceSettings.define(DEFAULTS);
    var settings = new Settings(def).group("Kiteworks");
    login(settings);
    settings
        .always()
        .define(
            API_VERSION,
            28,
            Validators.between(1, 1000),
            Importance.LOW,
            "Version of the API, sent as X-Accellion-Version.")
        .define(
            EVENT_FILTERS,
            List.of(),
            null,
            Importance.LOW,
            "Kinds of events to fetch, such as valid_login,file_upload; empty: all.")
        .define(
            RESULT_WINDOW,
            10_000,
            Validators.between(2, Integer.MAX_VALUE),
            Importance.LOW,
            "Rows of one query the server pages over; beyond, reading goes on with a new query.");
    return def;
  }

  /** What the login method needs and is not there, and what makes no sense, by setting. */
  static Map<String, String> conflicts(Map<String, Object> values) {
    var method = String.valueOf(values.get(AUTH_METHOD));
    return new SourceConflicts(values)
        .add(SourceFaults.missing(values, REQUIRED_BY_METHOD.getOrDefault(method, Map.of())))
        .atMost(SourceSettings.PAGE_SIZE, RESULT_WINDOW)
        .asSafeAs(OAuthSettings.TOKEN_URL, SourceSettings.BASE_URL)
        .faults();
  }

  /** Whether logging in once more than needed does no harm: it would use a refresh token up. */
  boolean canConnect() {
    return !getString(AUTH_METHOD).equals(REFRESH_TOKEN);
  }

  /** The setting to correct. */
  String blame(Vendor.Refused refused) {
    return switch (refused) {
      case LOGIN_ADDRESS ->
          getString(OAuthSettings.TOKEN_URL).isBlank()
              ? SourceSettings.BASE_URL
              : OAuthSettings.TOKEN_URL;
      case CLIENT -> OAuthSettings.CLIENT_SECRET;
      case LOGIN -> required(SECRET_MISSING);
      case ACCESS -> required(USER_MISSING);
      case PATH -> SourceSettings.BASE_URL;
    };
  }

  /** The setting the login method requires with the given number. */
  private String required(SetupError kind) {
    return REQUIRED_BY_METHOD.getOrDefault(getString(AUTH_METHOD), Map.of()).entrySet().stream()
        .filter(setting -> setting.getValue() == kind)
        .findFirst()
        .map(Map.Entry::getKey)
        .orElse(OAuthSettings.CLIENT_ID);
  }

  @Override
  public String credential() {
    return getString(OAuthSettings.CLIENT_ID);
  }

  URI tokenUrl() {
    return new OAuthSettings(this).tokenUrl(TOKEN_PATH);
  }

  /** What is traded for access tokens. */
  TokenGrant grant() {
    var oauth = new OAuthSettings(this);
    return switch (getString(AUTH_METHOD)) {
      case SIGNATURE ->
          new KiteworksSignature(
              oauth.client(),
              getString(OAuthSettings.CLIENT_ID),
              getString(USER_EMAIL),
              getPassword(SIGNATURE_SECRET),
              getString(REDIRECT_URI));
      case PASSWORD -> oauth.password();
      case REFRESH_TOKEN -> oauth.refreshToken();
      default -> oauth.jwt(getString(USER_EMAIL));
    };
  }

  int apiVersion() {
    return getInt(API_VERSION);
  }

  List<String> eventFilters() {
    return getList(EVENT_FILTERS);
  }

  int resultWindow() {
    return getInt(RESULT_WINDOW);
  }

  private static void login(Settings settings) {
    settings.define(
        AUTH_METHOD,
        JWT,
        Validators.oneOf(JWT, SIGNATURE, PASSWORD, REFRESH_TOKEN),
        Importance.HIGH,
        "How to log in: jwt (recommended), signature or password (both being retired by the"
            + " vendor), or refresh_token.");
    OAuthSettings.client(settings, TOKEN_PATH);
    settings
        .when(AUTH_METHOD, JWT, SIGNATURE)
        .text(
            USER_EMAIL,
            Importance.HIGH,
            "E-mail address of the administrator on whose behalf the log is read; for"
                + " auth.method=jwt and signature.");
    OAuthSettings.jwt(settings.when(AUTH_METHOD, JWT), "for auth.method=jwt");
    settings
        .when(AUTH_METHOD, SIGNATURE)
        .secret(
            SIGNATURE_SECRET,
            null,
            null,
            "Signature key of the custom application; for auth.method=signature.")
        .text(
            REDIRECT_URI,
            Importance.MEDIUM,
            "Redirect URI registered for the application; for auth.method=signature.");
    OAuthSettings.password(settings.when(AUTH_METHOD, PASSWORD), "for auth.method=password");
    OAuthSettings.refreshToken(
        settings.when(AUTH_METHOD, REFRESH_TOKEN), "for auth.method=refresh_token");
  }
}
