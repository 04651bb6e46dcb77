package io.tributary.testkit.vendor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Checks what a client proves itself with: a signed assertion or a self-computed code. */
final class KiteworksLogin {
  /** The reason of a refusal, as the server words it. */
  static final class Refused extends Exception {
    private static final long serialVersionUID = 1L;

    Refused(String reason) {
      super(reason);
    }
  }

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SEPARATOR = "|@@|";
  private static final long ROUNDING_SECONDS = 5;
  private static final Map<String, String> ALGORITHMS =
      Map.of("RS256", "SHA256withRSA", "RS384", "SHA384withRSA", "RS512", "SHA512withRSA");

  private final KiteworksApp app;
  private final Set<String> used = ConcurrentHashMap.newKeySet();

  KiteworksLogin(KiteworksApp app) {
    this.app = app;
  }

  void checkAssertion(String assertion, String url, Instant now) throws Refused {
    try {
      String[] parts = assertion.split("\\.", -1);
      require(parts.length == 3, "assertion is not a signed JWT");
      JsonNode header = decode(parts[0]);
      JsonNode claims = decode(parts[1]);
      String algorithm = ALGORITHMS.get(header.path("alg").asText());
      require(algorithm != null, "assertion algorithm is not allowed");
      var signature = Signature.getInstance(algorithm);
      signature.initVerify(app.publicKey());
      signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
      boolean signed = signature.verify(Base64.getUrlDecoder().decode(parts[2]));
      require(signed, "assertion signature is wrong");
      checkClaims(claims, url, now.getEpochSecond());
    } catch (GeneralSecurityException | IOException | IllegalArgumentException e) {
      throw new Refused("assertion cannot be read");
    }
  }

  private void checkClaims(JsonNode claims, String url, long now) throws Refused {
    require(claims.path("iss").asText().equals(app.issuerOr(url)), "issuer is wrong");
    require(hasAudience(claims.path("aud"), app.audienceOr(url)), "audience is wrong");
    require(claims.path(app.uidClaim()).asText().equals(app.userEmail()), "user is unknown");
    long expiry = claims.path("exp").asLong();
    require(expiry > now, "assertion has expired");
    require(expiry <= now + 300 + ROUNDING_SECONDS, "assertion lives for over five minutes");
    require(claims.path("nbf").asLong() <= now + ROUNDING_SECONDS, "assertion is not valid yet");
    require(claims.path("iat").asLong() <= now + ROUNDING_SECONDS, "assertion is of the future");
    String id = claims.path("jti").asText();
    require(!id.isEmpty() && used.add(id), "assertion was used before");
  }

  private static boolean hasAudience(JsonNode audience, String wanted) {
    if (!audience.isArray()) {
      return audience.asText().equals(wanted);
    }
    for (JsonNode one : audience) {
      if (one.asText().equals(wanted)) {
        return true;
      }
    }
    return false;
  }

  void checkCode(String code, Instant now) throws Refused {
    String[] parts = code.split("\\|@@\\|", -1);
    require(parts.length == 5, "code has not five parts");
    String base = app.clientId() + SEPARATOR + app.userEmail();
    require(parts[0].equals(base64(app.clientId())), "code names another client");
    require(parts[1].equals(base64(app.userEmail())), "code names an unknown user");
    require(parts[2].matches("\\d{10}"), "timestamp is not in seconds");
    long age = now.getEpochSecond() - Long.parseLong(parts[2]);
    require(Math.abs(age) <= 3600, "code has expired");
    require(parts[3].matches("[1-9]\\d{0,5}"), "nonce is not 1 to 999999");
    String signed = hmac(base + SEPARATOR + parts[2] + SEPARATOR + parts[3]);
    boolean equal =
        MessageDigest.isEqual(
            signed.getBytes(StandardCharsets.US_ASCII), parts[4].getBytes(StandardCharsets.UTF_8));
    require(equal, "signature is wrong");
    require(used.add(code), "code was used before");
  }

  private String hmac(String text) {
    try {
      var mac = Mac.getInstance("HmacSHA1");
      byte[] key = app.signatureSecret().getBytes(StandardCharsets.UTF_8);
      mac.init(new SecretKeySpec(key, "HmacSHA1"));
      return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static JsonNode decode(String part) throws IOException {
    return JSON.readTree(Base64.getUrlDecoder().decode(part));
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static void require(boolean met, String otherwise) throws Refused {
    if (!met) {
      throw new Refused(otherwise);
    }
  }
}
