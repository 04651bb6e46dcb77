// SPDX-License-Identifier: Apache-2.0
package io.tributary.tool;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExplainCommandTest {
  @ParameterizedTest
  @ValueSource(strings = {"606", "SinkError 606", "sinkerror 606:"})
  void saysWhatAnErrorMeansAndWhatToDo(String error) {
    var run = CommandRun.of("explain", error);

    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.out().lines())
        .hasSize(6)
        .startsWith("SinkError 606", "  message: Devo rejected the token at …: ….")
        .anyMatch(line -> line.startsWith("  what to do: Check domain and token."))
        .contains("  the connector: fails the task, or refuses the settings.")
        .endsWith(
            "  page: https://github.com/tributary-connect/tributary/blob/main/docs/errors.md#sinkerror-606");
  }

  @Test
  void aNumberOfTwoTypesHasTwoMeanings() {
    assertThat(CommandRun.of("explain", "1", "--json").json().findValuesAsText("error"))
        .containsExactly("InitVariablesError 1", "SetupError 1");
  }

  @Test
  void anotherNumberIsUnknown() {
    var run = CommandRun.of("explain", "SinkError", "1");

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).contains("There is no error SinkError 1.");
  }

  @Test
  void theShellCompletesCommandsAndOptions() {
    var script = CommandRun.of("generate-completion").out();

    assertThat(script).contains("complete -F", "tributary-tool", "rewind", "--skip");
  }
}
