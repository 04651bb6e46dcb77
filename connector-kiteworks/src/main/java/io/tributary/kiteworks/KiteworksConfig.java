// SPDX-License-Identifier: Apache-2.0
package io.tributary.kiteworks;

import static io.tributary.common.config.OAuthSettings.JWT_KEY;
import static io.tributary.common.config.OAuthSettings.USERNAME;
import static io.tributary.common.error.SetupError.SECRET_MISSING;
import static io.tributary.common.error.SetupError.SETTING_MISSING;
import static io.tributary.common.error.SetupError.START_FORMAT;
import static io.tributary.common.error.SetupError.START_IN_FUTURE;
import static io.tributary.common.error.SetupError.USER_MISSING;
import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;

import io.tributary.common.config.CrossFieldChecks;
import io.tributary.common.config.OAuthSettings;
import io.tributary.common.config.Setting;
import io.tributary.common.config.SettingGroup;
import io.tributary.common.config.SourceConfig;
import io.tributary.common.config.SourceDefaults;
import io.tributary.common.config.SourceSettings;
import io.tributary.common.config.Validators;
import io.tributary.common.error.SetupError;
import io.tributary.common.http.oauth.TokenGrant;
import io.tributary.common.vendor.Vendor;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.types.Password;

/** The settings of the Kiteworks source, in addition to those that all sources share. */
final class KiteworksConfig extends SourceConfig {
  private static final String TOKEN_PATH = "/oauth/token";
  private static final String JWT = "jwt";
  private static final String SIGNATURE = "signature";
  private static final String PASSWORD = "password";
  private static final String REFRESH_TOKEN = "refresh_token";

  static final Setting<String> AUTH_METHOD =
      Setting.oneOf("auth.method", JWT, SIGNATURE, PASSWORD, REFRESH_TOKEN)
          .importance(HIGH)
          .text(
              "How to log in: jwt (recommended), signature or password (both being retired by the"
                  + " vendor), or refresh_token.");

  static final Setting<String> USER_EMAIL =
      Setting.string("user.email")
          .check(Validators.plain())
          .when(AUTH_METHOD, JWT, SIGNATURE)
          .importance(HIGH)
          .text(
              "E-mail address of the administrator on whose behalf the log is read; for"
                  + " auth.method=jwt and signature.");

  static final Setting<Optional<Password>> SIGNATURE_SECRET =
      Setting.optionalSecret("signature.secret")
          .check(Validators.plain())
          .when(AUTH_METHOD, SIGNATURE)
          .text("Signature key of the custom application; for auth.method=signature.");

  static final Setting<String> REDIRECT_URI =
      Setting.string("redirect.uri")
          .check(Validators.plain())
          .when(AUTH_METHOD, SIGNATURE)
          .importance(MEDIUM)
          .text("Redirect URI registered for the application; for auth.method=signature.");

  static final Setting<Integer> API_VERSION =
      Setting.integer("api.version", 28)
          .between(1, 1000)
          .text("Version of the API, sent as X-Accellion-Version.");

  static final Setting<List<String>> EVENT_FILTERS =
      Setting.list("event.filters", List.of())
          .text("Kinds of events to fetch, such as valid_login,file_upload; empty: all.");

  static final SourceDefaults DEFAULTS =
      new SourceDefaults(
          "dmp.kiteworks.admin.event",
          Duration.ofMinutes(2),
          Duration.ofDays(1),
          Duration.ofSeconds(30),
          Duration.ofDays(1),
          1000,
          10_000,
          Duration.ofDays(1),
          "10/1s",
          List.of("/events", "/data", "/activities", "/items", ""),
          List.of("/id", "/guid", "/uuid"),
          List.of("/created"),
          "id",
          START_FORMAT,
          START_IN_FUTURE);

  private static final Map<String, Map<Setting<?>, SetupError>> REQUIRED_BY_METHOD =
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
    new SettingGroup(def, "Kiteworks")
        .add(AUTH_METHOD)
        .add(OAuthSettings.client(TOKEN_PATH))
        .add(USER_EMAIL)
        .add(OAuthSettings.jwt(AUTH_METHOD, JWT))
        .add(SIGNATURE_SECRET, REDIRECT_URI)
        .add(OAuthSettings.password(AUTH_METHOD, PASSWORD))
        .add(OAuthSettings.refreshToken(AUTH_METHOD, REFRESH_TOKEN))
        .add(API_VERSION, EVENT_FILTERS);
    return def;
  }

  /**
   * Checks that the settings of the login method are present, and that all settings are consistent.
   */
  static void check(CrossFieldChecks settings) {
    var method = String.valueOf(settings.value(AUTH_METHOD));
    REQUIRED_BY_METHOD.getOrDefault(method, Map.of()).forEach(settings::required);
    settings.asSafeAs(OAuthSettings.TOKEN_URL, SourceSettings.BASE_URL);
  }

  /** Whether an extra login is harmless. It is not with a refresh token, which it would use up. */
  boolean canConnect() {
    return !AUTH_METHOD.of(this).equals(REFRESH_TOKEN);
  }

  /** Returns the setting to correct after a refusal. */
  Setting<?> blame(Vendor.Refused refused) {
    return switch (refused) {
      case LOGIN_ADDRESS ->
          OAuthSettings.TOKEN_URL.of(this).isBlank()
              ? SourceSettings.BASE_URL
              : OAuthSettings.TOKEN_URL;
      case CLIENT -> OAuthSettings.CLIENT_SECRET;
      case LOGIN -> required(SECRET_MISSING);
      case ACCESS -> required(USER_MISSING);
      case PATH -> SourceSettings.BASE_URL;
    };
  }

  /** Returns the setting that the login method requires, by error number. */
  private Setting<?> required(SetupError kind) {
    for (var setting : REQUIRED_BY_METHOD.getOrDefault(AUTH_METHOD.of(this), Map.of()).entrySet()) {
      if (setting.getValue() == kind) {
        return setting.getKey();
      }
    }
    return OAuthSettings.CLIENT_ID;
  }

  @Override
  public String credential() {
    return OAuthSettings.CLIENT_ID.of(this);
  }

  URI tokenUrl() {
    return new OAuthSettings(this).tokenUrl(TOKEN_PATH);
  }

  /** Returns the grant that is exchanged for access tokens. */
  TokenGrant grant() {
    var oauth = new OAuthSettings(this);
    return switch (AUTH_METHOD.of(this)) {
      case SIGNATURE ->
          new KiteworksSignature(
              oauth.client(),
              OAuthSettings.CLIENT_ID.of(this),
              USER_EMAIL.of(this),
              SIGNATURE_SECRET.of(this).orElseThrow(),
              REDIRECT_URI.of(this));
      case PASSWORD -> oauth.password();
      case REFRESH_TOKEN -> oauth.refreshToken();
      default -> oauth.jwt(USER_EMAIL.of(this));
    };
  }
}
