// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.pace.RequestBudget;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialBudgetTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://KW.example.com",
        "https://kw.example.com:443/",
        "https://kw.example.com."
      })
  void everySpellingOfAnAddressHasTheSameBudget(String spelling) {
    try (var one = budget("https://kw.example.com", "for-" + spelling);
        var other = budget(spelling, "for-" + spelling)) {
      assertThat(one.reserveWithin(Duration.ZERO)).isZero();
      assertThat(other.reserveWithin(Duration.ZERO)).isGreaterThan(Duration.ofMinutes(59));
    }
  }

  private static RequestBudget budget(String baseUrl, String token) {
    return CredentialBudget.of(
        new PlainVendor()
            .config(Map.of("base.url", baseUrl, "token", token, "requests.limits", "1/1h")));
  }
}
