// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.error;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ForeignTextTest {

  @Test
  void controlCharactersAreShownInsteadOfCarriedOut() {
    assertThat(ForeignText.shorten("a\u001b[31m\u0000b\u009b\u007f"))
        .isEqualTo("a\\u001b[31m\\u0000b\\u009b\\u007f");
    assertThat(ForeignText.shorten("a\u2028b\u202ec\ud83dd"))
        .isEqualTo("a\\u2028b\\u202ec\\ud83dd");
    assertThat(ForeignText.line("a\r\n\tb \b")).isEqualTo("a b \\u0008");
    assertThat(ForeignText.start("a\nb\b", 9)).isEqualTo("a b\\u0008");
  }

  @Test
  void textOfAllScriptsStaysAsItIs() {
    assertThat(ForeignText.shorten("Zoë 😀 日本")).isEqualTo("Zoë 😀 日本");
  }

  @Test
  void isCutAfterControlCharactersAreShown() {
    assertThat(ForeignText.shorten("\u001b".repeat(1_000))).hasSize(201).endsWith("…");
    assertThat(ForeignText.line("x".repeat(201))).isEqualTo("x".repeat(200) + "…");
    assertThat(ForeignText.line("x".repeat(200))).isEqualTo("x".repeat(200));
    assertThat(ForeignText.start("\u001b".repeat(1_000), 120)).hasSize(120);
  }
}
