// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.http.oauth;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.auth0.jwt.JWT;
import com.auth0.jwt.algorithms.Algorithm;
import com.auth0.jwt.exceptions.SignatureVerificationException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** JWT bearer assertions, and the keys that sign them. */
class GrantTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00.900Z");
  private static final KeyPair KEYS = keys("RSA");
  private static final RSAPrivateKey PRIVATE = (RSAPrivateKey) KEYS.getPrivate();
  private static final RSAPublicKey PUBLIC = (RSAPublicKey) KEYS.getPublic();

  @Test
  void theAssertionSaysWhoForWhomAndForHowLong() {
    var form = grant("RS256", "sub").form(NOW);

    assertThat(form)
        .containsEntry("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer")
        .containsEntry("client_id", "id-1")
        .containsEntry("client_secret", "canary-secret")
        .hasSize(4);
    var jwt = JWT.decode(form.get("assertion"));
    assertThat(jwt.getIssuer()).isEqualTo("https://issuer.example.com");
    assertThat(jwt.getAudience()).containsExactly("https://audience.example.com");
    assertThat(jwt.getSubject()).isEqualTo("admin@example.com");
    assertThat(jwt.getIssuedAtAsInstant()).isEqualTo("2026-03-01T12:00:00Z");
    assertThat(jwt.getNotBeforeAsInstant()).isEqualTo("2026-03-01T11:59:00Z");
    assertThat(jwt.getExpiresAtAsInstant()).isEqualTo("2026-03-01T12:05:00Z");
    assertThat(jwt.getClaims()).containsOnlyKeys("iss", "aud", "sub", "iat", "nbf", "exp", "jti");
  }

  @ParameterizedTest
  @ValueSource(strings = {"RS256", "RS384", "RS512"})
  void thePublicKeyVerifiesIt(String algorithm) {
    var assertion = grant(algorithm, "sub").form(NOW).get("assertion");

    var jwt = JWT.decode(assertion);
    assertThat(jwt.getAlgorithm()).isEqualTo(algorithm);
    verifier(algorithm).verify(jwt);
    var other = (RSAPublicKey) keys("RSA").getPublic();
    assertThatThrownBy(() -> Algorithm.RSA256(other).verify(jwt))
        .isInstanceOf(SignatureVerificationException.class);
  }

  @Test
  void eachRequestHasAnAssertionOfItsOwn() {
    var grant = grant("RS256", "sub");

    var first = JWT.decode(grant.form(NOW).get("assertion")).getId();
    var second = JWT.decode(grant.form(NOW).get("assertion")).getId();

    assertThat(first).isNotEqualTo(second).hasSize(36);
  }

  @Test
  void theUserMayBeNamedByAnotherClaimAsWell() {
    var jwt = JWT.decode(grant("RS256", "email").form(NOW).get("assertion"));

    assertThat(jwt.getClaim("email").asString()).isEqualTo("admin@example.com");
    assertThat(jwt.getSubject()).isEqualTo("admin@example.com");
  }

  @Test
  void itsTextNamesNoSecret() {
    assertThat(grant("RS256", "sub").toString()).doesNotContain("canary").contains("admin@");
  }

  @Test
  void readsKeysInTheNewerForm() {
    assertThat(PemKeys.rsaPrivateKey(pem("PRIVATE KEY", PRIVATE.getEncoded()))).isEqualTo(PRIVATE);
  }

  @Test
  void readsKeysInTheOlderForm() {
    var key = PemKeys.rsaPrivateKey(pem("RSA PRIVATE KEY", pkcs1()));

    assertThat(key).isEqualTo(PRIVATE).isInstanceOf(RSAPrivateCrtKey.class);
  }

  @Test
  void readsKeysOnOneLineWithWrittenOutLineBreaksAndTextAround() {
    var pem = pem("PRIVATE KEY", PRIVATE.getEncoded());

    assertThat(PemKeys.rsaPrivateKey(pem.replace("\n", "\\n"))).isEqualTo(PRIVATE);
    assertThat(PemKeys.rsaPrivateKey(pem.replace("\n", "\r\n"))).isEqualTo(PRIVATE);
    assertThat(PemKeys.rsaPrivateKey(pem.replace("\n", " "))).isEqualTo(PRIVATE);
    assertThat(PemKeys.rsaPrivateKey("Bag Attributes\n" + pem + "\nmore")).isEqualTo(PRIVATE);
  }

  @Test
  void refusesWhatIsNoKeyWithoutQuotingIt() {
    var encrypted = pem("ENCRYPTED PRIVATE KEY", PRIVATE.getEncoded());
    var elliptic = pem("PRIVATE KEY", keys("EC").getPrivate().getEncoded());
    var publicKey = pem("PUBLIC KEY", PUBLIC.getEncoded());
    var encoded = PRIVATE.getEncoded();
    var cut = pem("PRIVATE KEY", Arrays.copyOf(encoded, encoded.length / 2));
    var garbage = "-----BEGIN PRIVATE KEY-----\ncanary!\n-----END PRIVATE KEY-----";

    for (var pem : new String[] {"", "canary", encrypted, elliptic, publicKey, cut, garbage}) {
      assertThatThrownBy(() -> PemKeys.rsaPrivateKey(pem))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("must be ")
          .hasMessageNotContaining("canary");
    }
  }

  private static JwtBearerGrant grant(String algorithm, String uidClaim) {
    return new JwtBearerGrant(
        Map.of("client_id", "id-1", "client_secret", "canary-secret"),
        PRIVATE,
        algorithm,
        "https://issuer.example.com",
        "https://audience.example.com",
        "admin@example.com",
        uidClaim);
  }

  private static Algorithm verifier(String algorithm) {
    return switch (algorithm) {
      case "RS256" -> Algorithm.RSA256(PUBLIC);
      case "RS384" -> Algorithm.RSA384(PUBLIC);
      default -> Algorithm.RSA512(PUBLIC);
    };
  }

  /** A PKCS#8 key of 2048 bits holds the PKCS#1 form of it after its first 26 bytes. */
  private static byte[] pkcs1() {
    var pkcs8 = PRIVATE.getEncoded();
    return Arrays.copyOfRange(pkcs8, 26, pkcs8.length);
  }

  private static String pem(String type, byte[] der) {
    var lines = Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII)).encodeToString(der);
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(type, lines, type);
  }

  private static KeyPair keys(String algorithm) {
    try {
      var generator = KeyPairGenerator.getInstance(algorithm);
      if (algorithm.equals("EC")) {
        generator.initialize(new ECGenParameterSpec("secp256r1"));
      } else {
        generator.initialize(2048);
      }
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
