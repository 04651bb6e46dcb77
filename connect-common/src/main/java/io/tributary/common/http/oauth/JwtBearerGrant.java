// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.http.oauth;

import com.auth0.jwt.JWT;
import com.auth0.jwt.algorithms.Algorithm;
import java.security.interfaces.RSAPrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * The JWT bearer grant (RFC 7523): a signed assertion names the user we act for. Each request has
 * an assertion of its own, valid for five minutes.
 *
 * @param algorithm {@code RS256}, {@code RS384} or {@code RS512}
 * @param uidClaim the claim that names the user; {@code sub} always does
 */
public record JwtBearerGrant(
    Map<String, String> client,
    RSAPrivateKey key,
    String algorithm,
    String issuer,
    String audience,
    String user,
    String uidClaim)
    implements TokenGrant {
  private static final String TYPE = "urn:ietf:params:oauth:grant-type:jwt-bearer";
  private static final Duration LIFETIME = Duration.ofMinutes(5);
  private static final Duration CLOCK_SKEW = Duration.ofMinutes(1);

  @Override
  public Map<String, String> form(Instant now) {
    var assertion =
        JWT.create()
            .withIssuer(issuer)
            .withAudience(audience)
            .withSubject(user)
            .withIssuedAt(now)
            .withNotBefore(now.minus(CLOCK_SKEW))
            .withExpiresAt(now.plus(LIFETIME))
            .withJWTId(UUID.randomUUID().toString());
    if (!uidClaim.equals("sub")) {
      assertion.withClaim(uidClaim, user);
    }
    var form = new HashMap<>(client);
    form.put("grant_type", TYPE);
    form.put("assertion", assertion.sign(signer()));
    return form;
  }

  @Override
  public boolean isDated() {
    return true;
  }

  /** Names no key and no secret. */
  @Override
  public String toString() {
    return "JwtBearerGrant[" + algorithm + ", issuer=" + issuer + ", user=" + user + "]";
  }

  private Algorithm signer() {
    return switch (algorithm) {
      case "RS384" -> Algorithm.RSA384(null, key);
      case "RS512" -> Algorithm.RSA512(null, key);
      default -> Algorithm.RSA256(null, key);
    };
  }
}
