package io.tributary.kiteworks;

import static io.tributary.common.config.Settings.REQUIRED;
import static io.tributary.common.error.SetupError.SECRET_MISSING;
import static io.tributary.common.error.SetupError.SETTING_MISSING;
import static io.tributary.common.error.SetupError.START_FORMAT;
import static io.tributary.common.error.SetupError.START_IN_FUTURE;
import static io.tributary.common.error.SetupError.USER_MISSING;

import io.tributary.common.config.Settings;
import io.tributary.common.config.SourceConfig;
import io.tributary.common.config.SourceDefaults;
import io.tributary.common.config.SourceFaults;
import io.tributary.common.config.SourceSettings;
import io.tributary.common.config.Validators;
import io.tributary.common.error.SetupError;
import io.tributary.common.http.JwtBearerGrant;
import io.tributary.common.http.PemKeys;
import io.tributary.common.http.TokenGrant;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;

/** The settings of the Kiteworks source beside those that all sources share. */
final class KiteworksConfig extends SourceConfig {
  static final String AUTH_METHOD = "auth.method";
  static final String CLIENT_ID = "client.id";
  static final String CLIENT_SECRET = "client.secret";
  static final String USER_EMAIL = "user.email";
  static final String TOKEN_URL = "token.url";
  static final String SCOPE = "scope";
  static final String REDIRECT_URI = "redirect.uri";
  static final String JWT_KEY = "jwt.private.key";
  static final String JWT_ISSUER = "jwt.issuer";
  static final String JWT_AUDIENCE = "jwt.audience";
  static final String JWT_ALGORITHM = "jwt.algorithm";
  static final String JWT_UID_CLAIM = "jwt.uid.claim";
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

  private static final String JWT = "jwt";
  private static final String SIGNATURE = "signature";
  private static final Map<String, Map<String, SetupError>> REQUIRED_BY_METHOD =
      Map.of(
          JWT, Map.of(USER_EMAIL, USER_MISSING, JWT_KEY, SECRET_MISSING),
          SIGNATURE,
              Map.of(
                  USER_EMAIL, USER_MISSING,
                  SIGNATURE_SECRET, SECRET_MISSING,
                  REDIRECT_URI, SETTING_MISSING));

  KiteworksConfig(Map<String, String> settings) {
    super(define(), settings, DEFAULTS);
  }

  static ConfigDef define() {
    var def = SourceSettings.define(DEFAULTS);
    var settings = new Settings(def).group("Kiteworks");
    login(settings);
    jwt(settings);
    settings
        .when(AUTH_METHOD, SIGNATURE)
        .secret(
            SIGNATURE_SECRET,
            null,
            null,
            "Signature key of the custom application; for auth.method=signature.")
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

  /** What the login method needs and is not there, by setting. */
  static Map<String, String> missing(Map<String, Object> values) {
    var method = String.valueOf(values.get(AUTH_METHOD));
    return SourceFaults.missing(values, REQUIRED_BY_METHOD.getOrDefault(method, Map.of()));
  }

  /** The setting the login method requires with the given number. */
  String required(SetupError kind) {
    return REQUIRED_BY_METHOD.getOrDefault(getString(AUTH_METHOD), Map.of()).entrySet().stream()
        .filter(setting -> setting.getValue() == kind)
        .findFirst()
        .map(Map.Entry::getKey)
        .orElse(CLIENT_ID);
  }

  @Override
  public String credential() {
    return getString(CLIENT_ID);
  }

  URI tokenUrl() {
    return URI.create(textOr(TOKEN_URL, baseUrl() + "/oauth/token"));
  }

  /** What is traded for access tokens. */
  TokenGrant grant() {
    if (getString(AUTH_METHOD).equals(SIGNATURE)) {
      return new KiteworksSignature(
          client(),
          getString(CLIENT_ID),
          getString(USER_EMAIL),
          getPassword(SIGNATURE_SECRET),
          getString(REDIRECT_URI));
    }
    return new JwtBearerGrant(
        client(),
        PemKeys.rsaPrivateKey(getPassword(JWT_KEY).value()),
        getString(JWT_ALGORITHM),
        textOr(JWT_ISSUER, baseUrl()),
        textOr(JWT_AUDIENCE, baseUrl()),
        getString(USER_EMAIL),
        getString(JWT_UID_CLAIM));
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

  private Map<String, String> client() {
    var client = new HashMap<String, String>();
    client.put("client_id", getString(CLIENT_ID));
    client.put("client_secret", getPassword(CLIENT_SECRET).value());
    if (!getString(SCOPE).isBlank()) {
      client.put("scope", getString(SCOPE));
    }
    return client;
  }

  private static void login(Settings settings) {
    settings
        .define(
            AUTH_METHOD,
            JWT,
            Validators.oneOf(JWT, SIGNATURE),
            Importance.HIGH,
            "How to log in: jwt (recommended) or signature (being retired by the vendor).")
        .define(
            CLIENT_ID,
            Type.STRING,
            REQUIRED,
            Validators.required(USER_MISSING),
            Importance.HIGH,
            "Client id of the custom application.")
        .secret(
            CLIENT_SECRET,
            REQUIRED,
            Validators.required(SECRET_MISSING),
            "Client secret of the custom application.")
        .text(
            USER_EMAIL,
            Importance.HIGH,
            "E-mail address of the administrator on whose behalf the log is read.")
        .define(
            TOKEN_URL,
            "",
            Validators.urlOrEmpty(),
            Importance.LOW,
            "Where tokens come from; empty: {base.url}/oauth/token.")
        .text(
            SCOPE,
            Importance.LOW,
            "Scopes to ask for, such as GET/admin/*; empty: all the application has.")
        .when(AUTH_METHOD, SIGNATURE)
        .text(
            REDIRECT_URI,
            Importance.MEDIUM,
            "Redirect URI registered for the application; for auth.method=signature.");
  }

  private static void jwt(Settings settings) {
    settings
        .when(AUTH_METHOD, JWT)
        .secret(
            JWT_KEY,
            null,
            Validators.rsaPrivateKey(),
            "RSA private key in PEM form whose public half the application has; for"
                + " auth.method=jwt.")
        .text(
            JWT_ISSUER, Importance.MEDIUM, "Issuer that the application expects; empty: base.url.")
        .text(
            JWT_AUDIENCE,
            Importance.MEDIUM,
            "Audience that the application expects; empty: base.url.")
        .define(
            JWT_ALGORITHM,
            "RS256",
            Validators.oneOf("RS256", "RS384", "RS512"),
            Importance.LOW,
            "How assertions are signed.")
        .define(
            JWT_UID_CLAIM,
            "sub",
            Validators.notBlank(),
            Importance.LOW,
            "Claim that names the user, as the application's UID attribute says.");
  }
}
