package io.tributary.testkit.vendor;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.time.Duration;
import java.util.Base64;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The custom application and the user that a fake Kiteworks knows. Starts with all grants allowed;
 * issuer and audience are the server's URL unless set. Changes hold for later logins. Thread-safe.
 */
public final class KiteworksApp {
  /** Grants that an application can allow. */
  public enum Grant {
    JWT,
    SIGNATURE,
    PASSWORD,
    REFRESH_TOKEN
  }

  private static final KeyPair KEYS = newKeys();

  private volatile Set<Grant> grants = Set.of(Grant.values());
  private volatile Set<String> scopes = Set.of("GET/admin/*", "*/admin/*");
  private volatile @Nullable String issuer;
  private volatile @Nullable String audience;
  private volatile String uidClaim = "sub";
  private volatile Duration tokenLifetime = Duration.ofHours(1);
  private volatile boolean lifetimeAsText;
  private volatile boolean refreshTokensLast;

  KiteworksApp() {}

  public String clientId() {
    return "11111111-2222-3333-4444-555555555555";
  }

  public String clientSecret() {
    return "app-secret/+=&";
  }

  public String redirectUri() {
    return "https://kiteworks.example.com/oauth_callback.php";
  }

  public String signatureSecret() {
    return "test-signature-key";
  }

  public String userEmail() {
    return "collector@example.com";
  }

  public String password() {
    return "user-password+1";
  }

  /** The private key that logs in, PKCS#8 in PEM. */
  public String privateKeyPem() {
    String key = Base64.getMimeEncoder().encodeToString(KEYS.getPrivate().getEncoded());
    return "-----BEGIN PRIVATE KEY-----\n" + key + "\n-----END PRIVATE KEY-----\n";
  }

  PublicKey publicKey() {
    return KEYS.getPublic();
  }

  public void grants(Grant... allowed) {
    grants = Set.of(allowed);
  }

  boolean allows(Grant grant) {
    return grants.contains(grant);
  }

  /** Scopes that may be asked for. */
  public void scopes(String... registered) {
    scopes = Set.of(registered);
  }

  Set<String> scopes() {
    return scopes;
  }

  public void issuer(String registered) {
    issuer = registered;
  }

  String issuerOr(String url) {
    return issuer == null ? url : issuer;
  }

  public void audience(String registered) {
    audience = registered;
  }

  String audienceOr(String url) {
    return audience == null ? url : audience;
  }

  /** Names the claim that must carry the user's address; default {@code sub}. */
  public void uidClaim(String claim) {
    uidClaim = claim;
  }

  String uidClaim() {
    return uidClaim;
  }

  /** Whole seconds; default one hour. */
  public void tokenLifetime(Duration lifetime) {
    tokenLifetime = lifetime;
  }

  Duration tokenLifetime() {
    return tokenLifetime;
  }

  /** Whether {@code expires_in} is a numeric string; default a number. */
  public void lifetimeAsText(boolean text) {
    lifetimeAsText = text;
  }

  /** Whether a refresh token may be used again and again; default once. */
  public void refreshTokensLast(boolean last) {
    refreshTokensLast = last;
  }

  boolean refreshTokensLast() {
    return refreshTokensLast;
  }

  String expiresIn() {
    String seconds = Long.toString(tokenLifetime.toSeconds());
    return lifetimeAsText ? '"' + seconds + '"' : seconds;
  }

  private static KeyPair newKeys() {
    try {
      var generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
