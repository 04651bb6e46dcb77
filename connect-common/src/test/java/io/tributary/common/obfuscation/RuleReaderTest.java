// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.obfuscation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which rules are right, and what is told of those that are not. */
class RuleReaderTest {
  private static final String RIGHT = "{'name':['a']},";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "[]",
        "[{'name':['user','email']}]",
        "[{'name':['user','*'],'value':'x','string_patterns':['a+','b']}]",
        "[{'name':['user'],'value':null,'string_patterns':[],'mode':'mask'}]",
        "[{'name':['a'],'mode':'hash'},{'name':['b'],'mode':'drop'}]",
        "\n[\n {\"name\": [\"a\"]}\n]\n"
      })
  void isAccepted(String rules) {
    assertThatCode(() -> validate(rules)).doesNotThrowAnyException();
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}                              | must be a JSON list of rules.",
        "null                            | must be a JSON list of rules.",
        "name                            | must be a JSON list of rules: Unrecognized token",
        "[{'name':['a']}                 | must be a JSON list of rules: Unexpected end-of-input",
        "[] []                           | must be a JSON list of rules: Trailing token",
        "[{'name':['a'],'name':['b']}]   | must be a JSON list of rules: Duplicate field 'name'",
        "['a']                           | item 1: must be an object such as {'name': ['user', 'email']}.",
        "[R{}]                           | item 2: name must be a list of strings.",
        "[RR{'name':'a'}]                | item 3: name must be a list of strings.",
        "[{'name':[]}]                   | item 1: name must be a list of strings.",
        "[{'name':['a',0]}]              | item 1: name must be a list of strings.",
        "[{'name':['a'],'pattern':['x']}] | item 1: unknown member pattern.",
        "[{'name':['a'],'value':['x']}]  | item 1: value must be a string, a number, true or false.",
        "[{'name':['a'],'value':9223372036854775808}] | item 1: value must fit into 64 bits.",
        "[{'name':['a'],'string_patterns':'x'}] | item 1: string_patterns must be a list of strings.",
        "[{'name':['a'],'string_patterns':['x','(']}] | item 1: string_patterns: ( is not a regular expression: Unclosed group at 1.",
        "[{'name':['a'],'string_patterns':['x'],'value':1}] | item 1: value must be a string where there are string_patterns.",
        "[{'name':['a'],'string_patterns':['x'],'mode':'drop'}] | item 1: string_patterns make no sense with mode drop.",
        "[{'name':['a'],'mode':'hash','value':'x'}] | item 1: value makes no sense with mode hash.",
        "[{'name':['a'],'mode':'tokenise'}] | item 1: mode must be mask, hash or drop.",
        "[{'name':['a'],'mode':1}]       | item 1: mode must be mask, hash or drop.",
      })
  void saysWhichItemIsWrongAndWhy(String rules, String fault) {
    var text = rules.replace("R", RIGHT);

    assertThatThrownBy(() -> validate(text))
        .isInstanceOf(ConfigException.class)
        .message()
        .satisfies(
            message ->
                assertThat(message.replace('"', '\''))
                    .startsWith("SetupError 701: Setting rules is not valid: " + fault));
  }

  @Test
  void aRuleThatHashesNeedsAKey() {
    var rules = "[{\"name\":[\"a\"],\"mode\":\"hash\"}]";

    assertThatThrownBy(() -> Masks.of(Map.of("rules", rules)))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("SetupError 8: Required setting hash.key not found.");
    assertThatThrownBy(() -> Masks.of(Map.of("rules", rules, "hash.key", " ")))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("SetupError 8");
    assertThat(Masks.of(Map.of("rules", "[{\"name\":[\"a\"]}]")).isEmpty()).isFalse();
  }

  private static void validate(String rules) {
    Obfuscation.validator().ensureValid("rules", rules.replace('\'', '"'));
  }
}
