package io.tributary.common.config;

import static io.tributary.common.config.Settings.REQUIRED;

import io.tributary.common.error.SetupError;
import io.tributary.common.http.oauth.JwtBearerGrant;
import io.tributary.common.http.oauth.PasswordGrant;
import io.tributary.common.http.oauth.PemKeys;
import io.tributary.common.http.oauth.RefreshTokenGrant;
import io.tributary.common.http.oauth.TokenGrant;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;

/** The settings of OAuth 2 logins that vendors share, and the grants they describe. */
public final class OAuthSettings {
  public static final String CLIENT_ID = "client.id";
  public static final String CLIENT_SECRET = "client.secret";
  public static final String TOKEN_URL = "token.url";
  public static final String SCOPE = "scope";
  public static final String USERNAME = "username";
  public static final String PASSWORD = "password";
  public static final String REFRESH_TOKEN = "refresh.token";
  public static final String JWT_KEY = "jwt.private.key";
  public static final String JWT_ISSUER = "jwt.issuer";
  public static final String JWT_AUDIENCE = "jwt.audience";
  public static final String JWT_ALGORITHM = "jwt.algorithm";
  public static final String JWT_UID_CLAIM = "jwt.uid.claim";

  private final SourceConfig config;

  /** The logins that the given settings describe. */
  public OAuthSettings(SourceConfig config) {
    this.config = config;
  }

  /** Defines who logs in and where; {@code tokenPath} follows {@code base.url} by default. */
  public static void client(Settings settings, String tokenPath) {
    settings
        .define(
            CLIENT_ID,
            Type.STRING,
            REQUIRED,
            Validators.required(SetupError.USER_MISSING),
            Importance.HIGH,
            "Client id of the application that is registered with the vendor.")
        .secret(
            CLIENT_SECRET,
            REQUIRED,
            Validators.required(SetupError.SECRET_MISSING),
            "Client secret of the application.")
        .define(
            TOKEN_URL,
            "",
            Validators.urlOrEmpty(),
            Importance.LOW,
            "Where tokens come from; empty: {base.url}" + tokenPath + ".")
        .text(
            SCOPE,
            Importance.LOW,
            "Scopes to ask for, separated by blanks; empty: all the application has.");
  }

  /** Defines what the JWT login needs; {@code use} says when, such as {@code for x=jwt}. */
  public static void jwt(Settings settings, String use) {
    settings
        .secret(
            JWT_KEY,
            null,
            Validators.rsaPrivateKey(),
            "RSA private key in PEM form whose public half the application has; " + use + ".")
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

  /** Defines what the password login needs; {@code use} says when. */
  public static void password(Settings settings, String use) {
    settings
        .text(USERNAME, Importance.HIGH, "Name of the user who logs in; " + use + ".")
        .secret(PASSWORD, null, null, "Password of that user; " + use + ".");
  }

  /** Defines what the login with a refresh token needs; {@code use} says when. */
  public static void refreshToken(Settings settings, String use) {
    settings.secret(
        REFRESH_TOKEN,
        null,
        null,
        "Refresh token that was obtained beforehand; "
            + use
            + ". A new one that the vendor answers with is kept in memory only, so after a restart"
            + " of the task this one must still be good.");
  }

  /** Where tokens come from. */
  public URI tokenUrl(String tokenPath) {
    return URI.create(config.textOr(TOKEN_URL, config.baseUrl() + tokenPath));
  }

  /** What each token request says of the application: the beginning of a form. */
  public Map<String, String> client() {
    var client = new HashMap<String, String>();
    client.put("client_id", config.getString(CLIENT_ID));
    client.put("client_secret", config.getPassword(CLIENT_SECRET).value());
    if (!config.getString(SCOPE).isBlank()) {
      client.put("scope", config.getString(SCOPE));
    }
    return client;
  }

  /** A login on behalf of the given user, by a signed assertion. */
  public TokenGrant jwt(String user) {
    return new JwtBearerGrant(
        client(),
        PemKeys.rsaPrivateKey(config.getPassword(JWT_KEY).value()),
        config.getString(JWT_ALGORITHM),
        config.textOr(JWT_ISSUER, config.baseUrl()),
        config.textOr(JWT_AUDIENCE, config.baseUrl()),
        user,
        config.getString(JWT_UID_CLAIM));
  }

  /** A login as the user of the settings. */
  public TokenGrant password() {
    return new PasswordGrant(client(), config.getString(USERNAME), config.getPassword(PASSWORD));
  }

  /** A login that begins with the refresh token of the settings. */
  public TokenGrant refreshToken() {
    return new RefreshTokenGrant(client(), config.getPassword(REFRESH_TOKEN));
  }
}
