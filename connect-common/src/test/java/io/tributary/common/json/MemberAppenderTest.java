// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MemberAppenderTest {
  private static final Map<String, String> ID = Map.of("@devo_pulling_id", "1772352000000");

  @Test
  void standsBeforeTheClosingBrace() {
    assertThat(append("{\"a\":1}", ID))
        .isEqualTo("{\"a\":1,\"@devo_pulling_id\":\"1772352000000\"}");
  }

  @Test
  void keepsTheOrderOfItsMembers() {
    var members = new LinkedHashMap<String, String>();
    members.put("@devo_environment", "prod");
    members.put("@devo_pulling_id", "7");

    assertThat(append("{\"a\":1}", members))
        .isEqualTo("{\"a\":1,\"@devo_environment\":\"prod\",\"@devo_pulling_id\":\"7\"}");
  }

  @Test
  void touchesNoByteOfAPrettyPrintedObject() {
    var pretty = "{\r\n\t\"a\" : { \"b\" : \"}\" } ,\n  \"c\" : [ 1.00, 2e3 ]\n }";

    assertThat(append(pretty, ID))
        .isEqualTo(
            "{\r\n\t\"a\" : { \"b\" : \"}\" } ,\n  \"c\" : [ 1.00, 2e3 ]\n"
                + " ,\"@devo_pulling_id\":\"1772352000000\"}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{ }", "{\n\t}"})
  void putsNoCommaIntoAnEmptyObject(String empty) {
    assertThat(append(empty, ID))
        .isEqualTo(empty.replace("}", "\"@devo_pulling_id\":\"1772352000000\"}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"@devo_pulling_id\":1}",
        "{\"a\":[{}],\"@devo_pulling_id\":null,\"b\":2}",
        "{\"\\u0040devo_pulling_id\":\"theirs\"}"
      })
  void aMemberThatIsThereKeepsItsValue(String object) {
    assertThat(append(object, ID)).isEqualTo(object);
  }

  @Test
  void aMemberThatIsThereKeepsItsValueHoweverTheNewOneIsWritten() {
    var members = Map.of("@devo_environment", "ü".repeat(40));

    assertThat(append("{\"@devo_environment\":1}", members)).isEqualTo("{\"@devo_environment\":1}");
  }

  @Test
  void addsOnlyWhatIsMissing() {
    var members = Map.of("@devo_environment", "prod", "@devo_pulling_id", "7");

    assertThat(append("{\"@devo_environment\":\"theirs\"}", members))
        .isEqualTo("{\"@devo_environment\":\"theirs\",\"@devo_pulling_id\":\"7\"}");
  }

  @Test
  void aMemberDeeperDownOrInAValueIsNotThatMember() {
    var deeper = "{\"a\":{\"@devo_pulling_id\":1},\"b\":\"@devo_pulling_id\"}";

    assertThat(append(deeper, ID))
        .isEqualTo(
            deeper.substring(0, deeper.length() - 1) + ",\"@devo_pulling_id\":\"1772352000000\"}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[{\"a\":1}]", "\"{}\"", "null", "17", "true", "[]"})
  void leavesWhatIsNoObjectAsItIs(String value) {
    assertThat(append(value, ID)).isEqualTo(value);
  }

  @Test
  void quotesWhatItAdds() {
    assertThat(append("{}", Map.of("@devo_environment", "a\"b\\c\nd")))
        .isEqualTo("{\"@devo_environment\":\"a\\\"b\\\\c\\nd\"}");
  }

  @Test
  void addsNothingWhereNothingIsToBeAdded() {
    assertThat(append("{\"a\":1}", Map.of())).isEqualTo("{\"a\":1}");
  }

  /** In the middle of a page. */
  private static String append(String object, Map<String, String> members) {
    var page = ("[" + object + ",{\"b\":2}]").getBytes(UTF_8);
    return new MemberAppender(members).into(new ByteSlice(page, 1, object.getBytes(UTF_8).length));
  }
}
