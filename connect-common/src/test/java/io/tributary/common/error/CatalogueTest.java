// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.error;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CatalogueTest {

  static Stream<CollectorError> errors() {
    return Stream.<CollectorError[]>of(
            SetupError.values(), InitVariablesError.values(), ApiError.values())
        .flatMap(Arrays::stream);
  }

  @Test
  void aNumberIsUniqueWithinItsType() {
    var labels = errors().map(CollectorError::label).toList();

    assertThat(labels).doesNotHaveDuplicates();
  }

  @Test
  void hasTheNumbersOfTheVendorDocuments() {
    assertThat(ids(List.of(SetupError.values())))
        .contains(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17);
    assertThat(ids(List.of(InitVariablesError.values())))
        .containsExactlyInAnyOrder(1, 2, 100, 101, 102);
    assertThat(ids(List.of(ApiError.values()))).contains(400, 401, 403, 495, 496, 497, 498, 499);
  }

  @ParameterizedTest
  @MethodSource("errors")
  void aMessageIsLabelTextAndRemedyInSentences(CollectorError error) {
    var places = error.text().split("%s", -1).length - 1;
    var arguments = Stream.generate(() -> "100% {x}").limit(places).toArray();

    var message = error.message(arguments);

    assertThat(message)
        .startsWith(error.getClass().getSimpleName() + " " + error.id() + ": ")
        .endsWith(". " + error.remedy() + ".")
        .doesNotContain("%s")
        .doesNotContain("..")
        .doesNotContain("null");
    assertThat(error.cause()).endsWith(".");
    assertThat(error.recoverability()).isNotNull();
  }

  private static Set<Integer> ids(Collection<? extends CollectorError> errors) {
    return errors.stream().map(CollectorError::id).collect(toSet());
  }
}
