package io.tributary.testkit.vendor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KiteworksTokensTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final FakeKiteworks fake = FakeKiteworks.start();
  private final KiteworksApp app = fake.app();

  @AfterEach
  void close() {
    fake.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"RS256", "RS384", "RS512"})
  void acceptsASignedAssertionOnceAndGivesNoRefreshToken(String algorithm) throws Exception {
    String assertion = assertion(algorithm, Map.of());

    JsonNode answer = jwt(assertion);
    assertThat(answer.path("access_token").asText()).hasSize(40);
    assertThat(answer.path("expires_in").isNumber()).isTrue();
    assertThat(answer.path("token_type").asText()).isEqualTo("bearer");
    assertThat(answer.has("refresh_token")).isFalse();
    assertThat(jwt(assertion).path("error").asText()).isEqualTo("invalid_grant");
  }

  @ParameterizedTest
  @CsvSource({
    "iss,https://elsewhere,issuer",
    "aud,https://elsewhere,audience",
    "sub,eve@example.com,user",
    "exp,+400,five minutes",
    "exp,-1,expired",
    "nbf,+60,not valid yet",
    "jti,,used"
  })
  void refusesAnAssertionWithAWrongClaim(String claim, String value, String reason)
      throws Exception {
    Object wrong =
        value != null && value.matches("[+-]\\d+")
            ? Instant.now().getEpochSecond() + Long.parseLong(value)
            : value == null ? "" : value;

    JsonNode answer = jwt(assertion("RS256", Map.of(claim, wrong)));

    assertThat(answer.path("error").asText()).isEqualTo("invalid_grant");
    assertThat(answer.path("error_description").asText()).contains(reason);
  }

  @Test
  void refusesAnAssertionThatWasChangedAfterSigning() throws Exception {
    String[] parts = assertion("RS256", Map.of()).split("\\.", -1);
    String[] other = assertion("RS256", Map.of()).split("\\.", -1);

    assertThat(jwt(parts[0] + "." + parts[1] + "." + other[2]).path("error_description").asText())
        .isEqualTo("assertion signature is wrong");
  }

  @Test
  void readsTheUserFromTheRegisteredClaim() throws Exception {
    app.uidClaim("mail");
    app.issuer("https://issuer");
    app.audience("audience");
    var claims = Map.<String, Object>of("iss", "https://issuer", "aud", "audience");

    assertThat(jwt(assertion("RS256", claims)).has("error")).isTrue();
    var mail = new LinkedHashMap<>(claims);
    mail.put("mail", app.userEmail());
    assertThat(jwt(assertion("RS256", mail)).has("access_token")).isTrue();
  }

  @Test
  void acceptsASelfComputedCodeAndRotatesItsRefreshToken() throws Exception {
    JsonNode first = signature(code(Instant.now().getEpochSecond() + ""), app.redirectUri());
    String refresh = first.path("refresh_token").asText();

    JsonNode second = refresh(fake, refresh);
    assertThat(second.path("access_token").asText()).isNotEmpty();
    assertThat(second.path("refresh_token").asText()).isNotEmpty().isNotEqualTo(refresh);
    assertThat(refresh(fake, refresh).path("error").asText()).isEqualTo("invalid_grant");
  }

  @Test
  void keepsRefreshTokensThatAreToldToLast() throws Exception {
    app.refreshTokensLast(true);
    String refresh = fake.refreshToken();

    assertThat(refresh(fake, refresh).has("access_token")).isTrue();
    assertThat(refresh(fake, refresh).has("access_token")).isTrue();
    fake.revokeRefreshTokens();
    assertThat(refresh(fake, refresh).path("error").asText()).isEqualTo("invalid_grant");
  }

  @Test
  void refusesCodesInMillisecondsTooOldOrForAnotherRedirect() throws Exception {
    long now = Instant.now().getEpochSecond();

    assertThat(reason(signature(code(now + "000"), app.redirectUri()))).contains("seconds");
    assertThat(reason(signature(code(now - 3700 + ""), app.redirectUri()))).contains("expired");
    assertThat(reason(signature(code(now + ""), "https://x/"))).contains("redirect_uri");
    assertThat(reason(signature(code(now + "") + "0", app.redirectUri()))).contains("signature");
  }

  @Test
  void namesTheOtherMistakesAsOAuthDoes() throws Exception {
    assertThat(post(fake, Map.of("client_secret", "x")).path("error").asText())
        .isEqualTo("invalid_client");
    assertThat(post(fake, Map.of("grant_type", "magic")).path("error").asText())
        .isEqualTo("unsupported_grant_type");
    assertThat(post(fake, Map.of("scope", "*/*/*")).path("error").asText())
        .isEqualTo("invalid_scope");
    app.grants(KiteworksApp.Grant.JWT);
    assertThat(password(fake).path("error").asText()).isEqualTo("unauthorized_client");
  }

  @Test
  void letsTokensExpireByItsOwnClockAndTellsTheLifetimeAsText() throws Exception {
    app.tokenLifetime(Duration.ofSeconds(30));
    app.lifetimeAsText(true);

    JsonNode answer = password(fake);

    assertThat(answer.path("expires_in").isTextual()).isTrue();
    assertThat(answer.path("expires_in").asInt()).isEqualTo(30);
    assertThat(status(answer)).isEqualTo(422);
    fake.skew(Duration.ofSeconds(31));
    assertThat(status(answer)).isEqualTo(401);
  }

  static JsonNode password(FakeKiteworks fake) throws IOException {
    KiteworksApp app = fake.app();
    return post(
        fake,
        Map.of("grant_type", "password", "username", app.userEmail(), "password", app.password()));
  }

  private int status(JsonNode answer) throws IOException {
    String token = answer.path("access_token").asText();
    var headers = Map.of("Authorization", "Bearer " + token, "X-Accellion-Version", "28");
    return Http.get(fake.url().resolve(FakeKiteworks.ACTIVITIES), headers).statusCode();
  }

  private static JsonNode refresh(FakeKiteworks fake, String token) throws IOException {
    return post(fake, Map.of("grant_type", "refresh_token", "refresh_token", token));
  }

  private JsonNode signature(String code, String redirect) throws IOException {
    return post(
        fake, Map.of("grant_type", "authorization_code", "code", code, "redirect_uri", redirect));
  }

  private JsonNode jwt(String assertion) throws IOException {
    String grant = "urn:ietf:params:oauth:grant-type:jwt-bearer";
    return post(fake, Map.of("grant_type", grant, "assertion", assertion));
  }

  private static String reason(JsonNode answer) {
    return answer.path("error_description").asText();
  }

  private static JsonNode post(FakeKiteworks fake, Map<String, String> form) throws IOException {
    var all = new LinkedHashMap<String, String>();
    all.put("client_id", fake.app().clientId());
    all.put("client_secret", fake.app().clientSecret());
    all.putAll(form);
    return JSON.readTree(Http.post(fake.url().resolve(FakeKiteworks.TOKEN), all).body());
  }

  private String code(String timestamp) throws GeneralSecurityException {
    String mail = app.userEmail();
    String base = app.clientId() + "|@@|" + mail + "|@@|" + timestamp + "|@@|123456";
    var mac = Mac.getInstance("HmacSHA1");
    mac.init(new SecretKeySpec(app.signatureSecret().getBytes(StandardCharsets.UTF_8), "x"));
    String signature = HexFormat.of().formatHex(mac.doFinal(base.getBytes(StandardCharsets.UTF_8)));
    var base64 = Base64.getEncoder();
    return base64.encodeToString(app.clientId().getBytes(StandardCharsets.UTF_8))
        + "|@@|"
        + base64.encodeToString(mail.getBytes(StandardCharsets.UTF_8))
        + "|@@|"
        + String.join("|@@|", timestamp, "123456", signature);
  }

  private String assertion(String algorithm, Map<String, Object> changes) throws Exception {
    long now = Instant.now().getEpochSecond();
    var claims = new LinkedHashMap<String, Object>();
    claims.put("iss", fake.url().toString());
    claims.put("aud", fake.url().toString());
    claims.put("sub", app.userEmail());
    claims.put("iat", now);
    claims.put("nbf", now - 60);
    claims.put("exp", now + 300);
    claims.put("jti", UUID.randomUUID().toString());
    claims.putAll(changes);
    String text = base64url(Map.of("alg", algorithm)) + "." + base64url(claims);
    var signature = Signature.getInstance("SHA" + algorithm.substring(2) + "withRSA");
    String pem = app.privateKeyPem().replaceAll("-----[^-]*-----", "");
    var key = new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(pem));
    signature.initSign(KeyFactory.getInstance("RSA").generatePrivate(key));
    signature.update(text.getBytes(StandardCharsets.US_ASCII));
    return text + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());
  }

  private static String base64url(Map<String, Object> json) throws IOException {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(JSON.writeValueAsBytes(json));
  }
}
