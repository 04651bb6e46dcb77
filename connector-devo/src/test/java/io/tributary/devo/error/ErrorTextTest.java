package io.tributary.devo.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class ErrorTextTest {

  @Test
  void anExcerptHas200CharactersAndShowsThatMoreFollowed() {
    assertThat(ErrorText.excerpt("x".repeat(200))).isEqualTo("x".repeat(200));
    assertThat(ErrorText.excerpt("x".repeat(201))).isEqualTo("x".repeat(200) + "…");
  }

  @Test
  void findsTheInnermostCause() {
    var root = new IOException("reset");

    assertThat(ErrorText.rootCause(new IllegalStateException(new IOException(root))))
        .isSameAs(root);
    assertThat(ErrorText.rootCause(root)).isSameAs(root);
  }

  @Test
  void aPhraseHasNoFullStopAtItsEnd() {
    assertThat(ErrorText.phrase("No such file...")).isEqualTo("No such file");
  }
}
