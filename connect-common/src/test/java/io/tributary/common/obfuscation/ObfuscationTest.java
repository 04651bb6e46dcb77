// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.obfuscation;

import static io.tributary.common.obfuscation.Masks.mask;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What rules hit, and what stands there afterwards. */
class ObfuscationTest {
  private static final String S = "\"****SANITIZED****\"";

  /** As {@code echo -n x | openssl dgst -sha256 -hmac key} has it. */
  private static final String HASH_OF_X =
      "4fc3b7eaf34d7e594a6f51d9517ba543abf41067b27587ffd82ba3584e4d3cdd";

  private static final String HASH_OF_1_50 =
      "ff93e07b66e217a5472d17bacdd701f46b9c46d3cfdc79b96e091c7c35fd1fed";
  private static final String HASH_OF_TRUE =
      "205c94f3b0222e3b464c33da902a1ae1b3a04a4494dcf7145e4228ad23333258";

  @ParameterizedTest(name = "{1} in {0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'a':'x'}                  | ['a']         | {'a':#}",
        "{'a':'','b':'x'}           | ['a']         | {'a':#,'b':'x'}",
        "{'a':7,'b':[-1.5e3]}       | ['*']         | {'a':-1,'b':#}",
        "{'a':-1.5e3}               | ['a']         | {'a':-1.0}",
        "{'a':true,'b':false}       | ['*']         | {'a':false,'b':false}",
        "{'a':null}                 | ['a']         | {'a':null}",
        "{'a':{'b':1}}              | ['a']         | {'a':#}",
        "{'a':[1,{}]}               | ['a']         | {'a':#}",
        "{'a':{'b':'x','c':'y'}}    | ['a','b']     | {'a':{'b':#,'c':'y'}}",
        "{'a':{'b':'x'},'b':'y'}    | ['b']         | {'a':{'b':'x'},'b':#}",
        "{'a.b':'x','a':{'b':'y'}}  | ['a.b']       | {'a.b':#,'a':{'b':'y'}}",
        "{'':'x'}                   | ['']          | {'':#}",
        "{'a':'x'}                  | ['b']         | {'a':'x'}",
        "{'a':'x'}                  | ['a','b']     | {'a':'x'}",
        "{}                         | ['a']         | {}",
        "{'a':{'b':1,'c':'x'}}      | ['a','*']     | {'a':{'b':-1,'c':#}}",
        "{'a':{'b':{'d':1},'c':2}}  | ['a','*','d'] | {'a':{'b':{'d':-1},'c':2}}",
        "{'a':['x',1,null,[2]]}     | ['a','*']     | {'a':[#,-1,null,#]}",
        "{'a':[{'b':1},{'c':2},3]}  | ['a','*','b'] | {'a':[{'b':-1},{'c':2},3]}",
        "{'a':[{'b':1},{'c':2}]}    | ['a','b']     | {'a':[{'b':-1},{'c':2}]}",
        "{'a':[[{'b':1}],[[2]]]}    | ['a','b']     | {'a':[[{'b':-1}],[[2]]]}",
        "{'a':[[{'b':1}],[[2]]]}    | ['a','*','*'] | {'a':[[#],[#]]}",
        "[{'a':1},{'b':2}]          | ['a']         | [{'a':-1},{'b':2}]",
        "{'a':'x','a':'y'}          | ['a']         | {'a':#,'a':#}",
        "{'us\\u0065r':'x'}         | ['user']      | {'us\\u0065r':#}",
        "{'\uD83D\uDE00':'x','é':1} | ['\\ud83d\\ude00'] | {'\uD83D\uDE00':#,'é':1}",
      })
  void hitsWhatThePathLeadsTo(String event, String path, String expected) {
    var rules = "[{\"name\":" + quoted(path) + "}]";

    assertThat(mask(rules, quoted(event))).isEqualTo(quoted(expected).replace("#", S));
  }

  @ParameterizedTest(name = "{0} in {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'value':'y'   | {'a':'x'}    | {'a':'y'}",
        "'value':''    | {'a':'x'}    | {'a':''}",
        "'value':0     | {'a':7}      | {'a':0}",
        "'value':0.50  | {'a':7.5}    | {'a':0.50}",
        "'value':true  | {'a':false}  | {'a':true}",
        "'value':false | {'a':true}   | {'a':false}",
        "'value':null  | {'a':'x'}    | {'a':#}",
        "'value':'y'   | {'a':[1]}    | {'a':'y'}",
        "'value':'y'   | {'a':null}   | {'a':null}",
        "'value':'y'   | {'a':7}      | {'a':-1}",
        "'value':'y'   | {'a':7.5}    | {'a':-1.0}",
        "'value':1     | {'a':7.5}    | {'a':-1.0}",
        "'value':1.5   | {'a':7}      | {'a':-1}",
        "'value':0     | {'a':true}   | {'a':false}",
        "'value':0     | {'a':'x'}    | {'a':#}",
        "'value':0     | {'a':{}}     | {'a':#}",
        "'value':'\\\"\\u0000é\\ud800' | {'a':'x'} | {'a':'\\\"\\u0000é\\ud800'}",
      })
  void aValueStandsWhereItHasTheTypeOfTheOriginal(String value, String event, String expected) {
    var rules = "[{\"name\":[\"a\"]," + quoted(value) + "}]";

    assertThat(mask(rules, quoted(event))).isEqualTo(quoted(expected).replace("#", S));
  }

  @ParameterizedTest(name = "{0} in {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "['\\\\d+']                  | {'a':'1 and 22'}          | {'a':'* and *'}",
        "['\\\\d+','and']            | {'a':'1 and 22'}          | {'a':'* * *'}",
        "['1','\\\\*']               | {'a':'1*'}                | {'a':'**'}",
        "['\\\\d*']                  | {'a':'x1y'}               | {'a':'x*y'}",
        "['z']                       | {'a':'\\u0078\\/'}        | {'a':'\\u0078\\/'}",
        "['x']                       | {'a':'\\u0078\\/\\u00e9'} | {'a':'*/é'}",
        "['x']                       | {'a':'\\ud83dx\\n'}       | {'a':'\\ud83d*\\n'}",
        "['\\\\w+@']                 | {'a':'josé@x.es'}         | {'a':'*x.es'}",
        "['^$']                      | {'a':''}                  | {'a':''}",
        "['x']                       | {'a':['x',{'b':'yx'}],'b':'x'} | {'a':['*',{'b':'y*'}],'b':'x'}",
        "['x']                       | {'a':null}                | {'a':null}",
        "['\\\\d{9}']                | {'a':123456789,'b':1}     | {'a':-1,'b':1}",
        "['\\\\d{9}']                | {'a':[12345678,123456789.5,true]} | {'a':[12345678,-1.0,true]}",
      })
  void patternsReplaceWhatTheyFind(String patterns, String event, String expected) {
    var rules = quoted("[{'name':['a'],'value':'*','string_patterns':" + patterns + "}]");

    assertThat(mask(rules, quoted(event))).isEqualTo(quoted(expected));
  }

  @Test
  void patternsWithoutAValueLeaveTheMask() {
    var rules = quoted("[{'name':['a'],'string_patterns':['x+']},{'name':['b'],'value':'$1\\\\'}]");

    assertThat(mask(rules, quoted("{'a':'axxb','b':'x'}")))
        .isEqualTo(quoted("{'a':'a****SANITIZED****b','b':'$1\\\\'}"));
  }

  @ParameterizedTest(name = "{1} in {0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'a':1}                    | {}",
        "{ 'a' : [1,2] }            | {  }",
        "{'a':null}                 | {}",
        "{'a':1,'b':2}              | {'b':2}",
        "{ 'a':1 , 'b':2 }          | { 'b':2 }",
        "{'b':2,'a':1}              | {'b':2}",
        "{ 'b':2 , 'a':1 }          | { 'b':2 }",
        "{ 'b':2 , 'a':1 , 'c':3 }  | { 'b':2 , 'c':3 }",
        "{ 'a':1 , 'a':2 , 'c':3 }  | { 'c':3 }",
        "{ 'a':1 , 'a':2 }          | {  }",
        "{'b':2,'a':1,'a':{'a':1}}  | {'b':2}",
        "[ {'a':1} , 2 ]            | [ {} , 2 ]",
      })
  void aDroppedMemberGoesWithItsComma(String event, String expected) {
    var rules = quoted("[{'name':['a'],'mode':'drop'}]");

    assertThat(mask(rules, quoted(event))).isEqualTo(quoted(expected));
  }

  @Test
  void aDroppedElementLeavesAShorterArray() {
    var rules = quoted("[{'name':['a','*'],'mode':'drop'},{'name':['b','*','c'],'mode':'drop'}]");

    assertThat(mask(rules, quoted("{'a':[1,null,[2]],'b':[{'c':1},{'d':2}]}")))
        .isEqualTo(quoted("{'a':[],'b':[{},{'d':2}]}"));
  }

  @Test
  void aHashIsTheHmacOfTheText() {
    var rules = quoted("[{'name':['*'],'mode':'hash'}]");

    assertThat(mask(rules, quoted("{'a':'x','b':'\\u0078','c':null,'d':['x']}")))
        .isEqualTo(
            "{\"a\":\"%s\",\"b\":\"%s\",\"c\":null,\"d\":%s}".formatted(HASH_OF_X, HASH_OF_X, S));
    assertThat(mask(rules, "{\"a\":1.50,\"b\":true}"))
        .isEqualTo("{\"a\":\"%s\",\"b\":\"%s\"}".formatted(HASH_OF_1_50, HASH_OF_TRUE));
  }

  @Test
  void aHashMayTakeThePlaceOfAMatchOnly() {
    var rules = quoted("[{'name':['a'],'mode':'hash','string_patterns':['x']}]");

    assertThat(mask(rules, quoted("{'a':'-x-'}"))).isEqualTo("{\"a\":\"-" + HASH_OF_X + "-\"}");
  }

  @Test
  void rulesThatHitTheSamePlaceWorkInTheirOrderOnTheResult() {
    var first = "{'name':['a'],'string_patterns':['x'],'value':'y'}";
    var second = "{'name':['*'],'string_patterns':['y'],'value':'z'}";

    assertThat(mask(quoted("[" + first + "," + second + "]"), quoted("{'a':'xy'}")))
        .isEqualTo(quoted("{'a':'zz'}"));
    assertThat(mask(quoted("[" + second + "," + first + "]"), quoted("{'a':'xy'}")))
        .isEqualTo(quoted("{'a':'yz'}"));
  }

  @Test
  void theOuterOfTwoRulesMasksAllWhateverTheirOrder() {
    var outer = "{'name':['a'],'value':'gone'}";
    var inner = "{'name':['a','b'],'value':'x'}";

    assertThat(mask(quoted("[" + outer + "," + inner + "]"), quoted("{'a':{'b':'c'}}")))
        .isEqualTo(quoted("{'a':'gone'}"));
    assertThat(mask(quoted("[" + inner + "," + outer + "]"), quoted("{'a':{'b':'c'}}")))
        .isEqualTo(quoted("{'a':'gone'}"));
  }

  @Test
  void everyOtherByteIsAsItWas() {
    var before =
        "\t{ \"id\" :\r\n\"Zo\\u00eb \\/ é 😀\", \"n\":1.50E+2,\"big\":123456789012345678901234567890,\n";
    var rules = quoted("[{'name':['secret']}]");

    assertThat(mask(rules, before + "\"secret\" : {\"a\" : [ ]} , \"x\":[ 1,2 ] }\n"))
        .isEqualTo(before + "\"secret\" : " + S + " , \"x\":[ 1,2 ] }\n");
  }

  @Test
  void masksAPartOfAnArray() {
    var page = quoted("[{'a':'é'},{'a':'y'},{'a':'z'}]").getBytes(UTF_8);
    var unchanged = Arrays.copyOf(page, page.length);
    var from = quoted("[{'a':'é'},").getBytes(UTF_8).length;

    var masked =
        Masks.of(quoted("[{'name':['a']}]")).mask(page, from, quoted("{'a':'y'}").length());

    assertThat(new String(masked, UTF_8)).isEqualTo("{\"a\":" + S + "}");
    assertThat(page).isEqualTo(unchanged);
  }

  @Test
  void noRulesAreNothingToDo() {
    assertThat(Masks.of("").isEmpty()).isTrue();
    assertThat(Masks.of(" [ ] ").isEmpty()).isTrue();
    assertThat(Masks.of(quoted("[{'name':['a']}]")).isEmpty()).isFalse();
  }

  @Test
  void theExampleOfTheDocumentationIsTrue() throws Exception {
    var page = Files.readString(Path.of("..", "docs", "obfuscation.md"));

    var blocks = Pattern.compile("```json\n(.*?)\n```", Pattern.DOTALL).matcher(page).results();

    var texts = blocks.map(block -> block.group(1)).limit(3).toList();
    assertThat(mask(texts.get(0), texts.get(1))).isEqualTo(texts.get(2));
  }

  private static String quoted(String text) {
    return text.replace('\'', '"');
  }
}
