// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.obfuscation;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** JSON with all that may stand between its tokens, and rules that often hit it. */
final class RandomJson {
  private static final List<String> NAMES = List.of("a", "b", "a.b", "é😀", "", "*");
  private static final List<String> SCALARS =
      List.of(
          "\"x\"",
          "\"\"",
          "\"a x b\"",
          "\"\\u0078\\/\"",
          "\"é😀x\"",
          "\"\\ud83dx\"",
          "\"}],\"",
          "0",
          "-7",
          "123456789012345678901",
          "1.50",
          "-0.0",
          "1E400",
          "2e-3",
          "true",
          "false",
          "null");
  private static final List<String> ACTIONS =
      List.of(
          "",
          ",\"value\":\"v\\\"\\u00e9\"",
          ",\"value\":0",
          ",\"value\":2.5",
          ",\"value\":true",
          ",\"mode\":\"hash\"",
          ",\"mode\":\"drop\"",
          ",\"string_patterns\":[\"x\",\" +\"]",
          ",\"string_patterns\":[\"[0-7]\"],\"value\":\"\"",
          ",\"string_patterns\":[\"x\"],\"mode\":\"hash\"");

  private final Random random;

  /** A value in its own text: scalars have some, containers have children between their gaps. */
  record Node(char kind, String text, List<Member> members, String head, String tail) {}

  /** A child with what separates it from the one before; an element's name is empty. */
  record Member(String separator, String label, String name, Node value) {}

  RandomJson(Random random) {
    this.random = random;
  }

  Node event() {
    return container(0);
  }

  String rules() {
    return IntStream.range(0, 1 + random.nextInt(4))
        .mapToObj(rule -> "{\"name\":[" + path() + "]" + one(ACTIONS) + "}")
        .collect(Collectors.joining(",", "[", "]"));
  }

  static String text(Node node) {
    if (node.kind() == 's') {
      return node.text();
    }
    var text = new StringBuilder().append(node.kind()).append(node.head());
    for (var i = 0; i < node.members().size(); i++) {
      var member = node.members().get(i);
      text.append(i == 0 ? "" : member.separator()).append(member.label());
      text.append(text(member.value()));
    }
    return text.append(node.tail()).append(node.kind() == '{' ? '}' : ']').toString();
  }

  private String path() {
    return IntStream.rangeClosed(0, random.nextInt(3))
        .mapToObj(name -> '"' + (random.nextInt(3) == 0 ? "*" : one(NAMES)) + '"')
        .collect(Collectors.joining(","));
  }

  private Node value(int depth) {
    return random.nextInt(5) < depth + 1 ? scalar() : container(depth);
  }

  private static Node scalar(String text) {
    return new Node('s', text, List.of(), "", "");
  }

  private Node scalar() {
    return scalar(one(SCALARS));
  }

  private Node container(int depth) {
    var kind = random.nextInt(3) == 0 ? '[' : '{';
    var members = new ArrayList<Member>();
    for (var i = random.nextInt(5); i > 0; i--) {
      var name = kind == '{' ? one(NAMES) : "";
      var label = kind == '{' ? '"' + spelled(name) + '"' + space() + ":" + space() : "";
      members.add(new Member(space() + "," + space(), label, name, value(depth + 1)));
    }
    return new Node(kind, "", members, space(), space());
  }

  private String spelled(String name) {
    return name.startsWith("a") && random.nextBoolean() ? "\\u0061" + name.substring(1) : name;
  }

  private String space() {
    return one(List.of("", "", " ", "\n\t", "\r\n  "));
  }

  private String one(List<String> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
