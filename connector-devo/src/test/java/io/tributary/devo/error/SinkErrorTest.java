// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SinkErrorTest {

  @Test
  void aNumberIsUniqueAndFromSixHundredOn() {
    var ids = Arrays.stream(SinkError.values()).map(SinkError::id).toList();

    assertThat(ids).doesNotHaveDuplicates().allMatch(id -> id >= 600 && id < 700);
  }

  @ParameterizedTest
  @EnumSource
  void aMessageIsLabelTextAndRemedyInSentences(SinkError error) {
    var places = error.text().split("%s", -1).length - 1;
    var arguments = Stream.generate(() -> "100% {x}").limit(places).toArray();

    var message = error.message(arguments);

    assertThat(message)
        .startsWith("SinkError " + error.id() + ": ")
        .endsWith(". " + error.remedy() + ".")
        .doesNotContain("%s")
        .doesNotContain("..")
        .doesNotContain("null");
    assertThat(error.cause()).endsWith(".");
    assertThat(error.recoverability()).isNotNull();
  }
}
