// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.config;

import static org.apache.kafka.common.config.ConfigDef.Importance.HIGH;
import static org.apache.kafka.common.config.ConfigDef.Importance.MEDIUM;

import io.tributary.common.error.SetupError;
import io.tributary.common.http.oauth.JwtBearerGrant;
import io.tributary.common.http.oauth.PasswordGrant;
import io.tributary.common.http.oauth.PemKeys;
import io.tributary.common.http.oauth.RefreshTokenGrant;
import io.tributary.common.http.oauth.TokenGrant;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Validator;
import org.apache.kafka.common.config.types.Password;

/** The settings of OAuth 2 logins that vendors share, and the grants they describe. */
public final class OAuthSettings {
  public static final Setting<String> CLIENT_ID =
      Setting.requiredString("client.id")
          .check(required(SetupError.USER_MISSING))
          .importance(HIGH)
          .text("Client id of the application that is registered with the vendor.");

  public static final Setting<Password> CLIENT_SECRET =
      Setting.secret("client.secret")
          .check(required(SetupError.SECRET_MISSING))
          .text("Client secret of the application.");

  public static final Setting<String> TOKEN_URL =
      Setting.string("token.url")
          .check(Validators.urlOrEmpty())
          .text("Address that issues tokens; empty: {base.url}%s.");

  public static final Setting<String> SCOPE =
      Setting.string("scope")
          .check(Validators.plain())
          .text("Scopes to request, separated by blanks; empty: all that the application has.");

  public static final Setting<String> USERNAME =
      Setting.string("username")
          .check(Validators.plain())
          .importance(HIGH)
          .text("Name of the user who logs in; %s.");

  public static final Setting<Optional<Password>> PASSWORD =
      Setting.optionalSecret("password")
          .check(Validators.plain())
          .text("Password of that user; %s.");

  public static final Setting<Optional<Password>> REFRESH_TOKEN =
      Setting.optionalSecret("refresh.token")
          .check(Validators.plain())
          .text(
              "Refresh token that was obtained beforehand; %s. A new one from the vendor is kept in"
                  + " memory only, so that this one must still be valid when the task restarts.");

  public static final Setting<Optional<Password>> JWT_KEY =
      Setting.optionalSecret("jwt.private.key")
          .check(Validators.rsaPrivateKey())
          .text("RSA private key in PEM form; the application has its public key; %s.");

  public static final Setting<String> JWT_ISSUER =
      Setting.string("jwt.issuer")
          .check(Validators.plain())
          .importance(MEDIUM)
          .text("Issuer that the application expects; empty: base.url.");

  public static final Setting<String> JWT_AUDIENCE =
      Setting.string("jwt.audience")
          .check(Validators.plain())
          .importance(MEDIUM)
          .text("Audience that the application expects; empty: base.url.");

  public static final Setting<String> JWT_ALGORITHM =
      Setting.oneOf("jwt.algorithm", "RS256", "RS384", "RS512").text("How assertions are signed.");

  public static final Setting<String> JWT_UID_CLAIM =
      Setting.string("jwt.uid.claim", "sub")
          .notBlank()
          .text("Claim with the user, as in the application's UID attribute.");

  private final SourceConfig config;

  /** The logins that the given settings describe. */
  public OAuthSettings(SourceConfig config) {
    this.config = config;
  }

  private static Validator required(SetupError missing) {
    return ConfigDef.CompositeValidator.of(Validators.required(missing), Validators.plain());
  }

  /** The settings of the application; {@code tokenPath} follows {@code base.url} by default. */
  public static List<Setting<?>> client(String tokenPath) {
    var tokenUrl = TOKEN_URL.text(TOKEN_URL.text().formatted(tokenPath));
    return List.of(CLIENT_ID, CLIENT_SECRET, tokenUrl, SCOPE);
  }

  /** The settings of the JWT login, used while the given setting has the given value. */
  public static List<Setting<?>> jwt(Setting<String> method, String value) {
    return of(method, value, JWT_KEY, JWT_ISSUER, JWT_AUDIENCE, JWT_ALGORITHM, JWT_UID_CLAIM);
  }

  /** The settings of the password login, used while the given setting has the given value. */
  public static List<Setting<?>> password(Setting<String> method, String value) {
    return of(method, value, USERNAME, PASSWORD);
  }

  /** The setting of the refresh token login, used while the given setting has the given value. */
  public static List<Setting<?>> refreshToken(Setting<String> method, String value) {
    return of(method, value, REFRESH_TOKEN);
  }

  private static List<Setting<?>> of(Setting<String> method, String value, Setting<?>... settings) {
    var use = "for " + method + "=" + value;
    return Stream.of(settings)
        .<Setting<?>>map(setting -> setting.text(setting.text().formatted(use)).when(method, value))
        .toList();
  }

  /** Where tokens come from. */
  public URI tokenUrl(String tokenPath) {
    return URI.create(config.textOr(TOKEN_URL, config.baseUrl() + tokenPath));
  }

  /** What each token request says of the application: the beginning of a form. */
  public Map<String, String> client() {
    var client = new HashMap<String, String>();
    client.put("client_id", CLIENT_ID.of(config));
    client.put("client_secret", CLIENT_SECRET.of(config).value());
    if (!SCOPE.of(config).isBlank()) {
      client.put("scope", SCOPE.of(config));
    }
    return client;
  }

  /** A login on behalf of the given user, by a signed assertion. */
  public TokenGrant jwt(String user) {
    return new JwtBearerGrant(
        client(),
        PemKeys.rsaPrivateKey(JWT_KEY.of(config).orElseThrow().value()),
        JWT_ALGORITHM.of(config),
        config.textOr(JWT_ISSUER, config.baseUrl()),
        config.textOr(JWT_AUDIENCE, config.baseUrl()),
        user,
        JWT_UID_CLAIM.of(config));
  }

  /** A login as the user of the settings. */
  public TokenGrant password() {
    return new PasswordGrant(client(), USERNAME.of(config), PASSWORD.of(config).orElseThrow());
  }

  /** A login that begins with the refresh token of the settings. */
  public TokenGrant refreshToken() {
    return new RefreshTokenGrant(client(), REFRESH_TOKEN.of(config).orElseThrow());
  }
}
