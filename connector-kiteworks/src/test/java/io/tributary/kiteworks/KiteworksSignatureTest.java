// SPDX-License-Identifier: Apache-2.0
package io.tributary.kiteworks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.api.Test;

class KiteworksSignatureTest {
  private static final Instant TIME = Instant.ofEpochSecond(1_700_000_000, 999_000_000);

  private final KiteworksSignature signature =
      new KiteworksSignature(
          Map.of(
              "client_id", "11111111-2222-3333-4444-555555555555",
              "client_secret", "canary-client-secret"),
          "11111111-2222-3333-4444-555555555555",
          "collector@example.com",
          new Password("test-signature-key"),
          "https://example.com/callback");

  @Test
  void signsWhoItIsForWhomAndWhen() {
    assertThat(signature.code(TIME, 123_456))
        .isEqualTo(
            "MTExMTExMTEtMjIyMi0zMzMzLTQ0NDQtNTU1NTU1NTU1NTU1"
                + "|@@|Y29sbGVjdG9yQGV4YW1wbGUuY29t"
                + "|@@|1700000000|@@|123456"
                + "|@@|1a50add2630df0566fdb6a788a7bb226e14cea59");
  }

  @Test
  void theFormHasAllThatTheTokenRequestNeeds() {
    var form = signature.form(TIME);

    assertThat(form)
        .containsOnlyKeys("client_id", "client_secret", "grant_type", "redirect_uri", "code")
        .containsEntry("grant_type", "authorization_code")
        .containsEntry("redirect_uri", "https://example.com/callback");
    assertThat(form.get("code")).contains("|@@|1700000000|@@|");
  }

  @Test
  void eachCodeHasANonceOfItsOwnFromOneToSixDigits() {
    var nonces = new HashSet<String>();
    for (var i = 0; i < 1000; i++) {
      nonces.add(signature.form(TIME).get("code").split("\\|@@\\|", -1)[3]);
    }

    assertThat(nonces).hasSizeGreaterThan(900).allMatch(nonce -> nonce.matches("[1-9]\\d{0,5}"));
  }

  @Test
  void itsTextNamesNoSecret() {
    assertThat(signature.toString())
        .doesNotContain("canary")
        .doesNotContain("test-signature-key")
        .contains("collector@example.com");
  }
}
