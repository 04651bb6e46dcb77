// SPDX-License-Identifier: Apache-2.0
package io.tributary.tool.migrate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A section of a collector's configuration. Members that are taken out of it are carried over.
 * Those that are left at the end are not, and are reported.
 */
record CollectorSection(ObjectNode node) {

  /** The section of that name; an empty one if there is none. */
  CollectorSection section(String name) {
    return new CollectorSection(
        node.get(name) instanceof ObjectNode part ? part : JsonNodeFactory.instance.objectNode());
  }

  /** Takes the first member of these names that has a value. */
  Optional<JsonNode> take(String... names) {
    for (var name : names) {
      var value = node.remove(name);
      if (value != null && !value.isNull()) {
        return Optional.of(value);
      }
    }
    return Optional.empty();
  }

  /** The text of the first member of these names that has one, taken. */
  Optional<String> text(String... names) {
    for (var name : names) {
      if (hasText(name)) {
        return take(name).map(JsonNode::asText);
      }
    }
    return Optional.empty();
  }

  /** Whether the member of this name is a text or a number. */
  boolean hasText(String name) {
    return node.path(name).isValueNode() && !node.path(name).isNull();
  }

  /** Whether it has a member that is a text or a number. */
  boolean hasText() {
    return node.properties().stream().anyMatch(member -> member.getValue().isValueNode());
  }

  List<String> names() {
    var names = new ArrayList<String>();
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }

  /** Paths of the members that have not been taken, in the order of the file. */
  List<String> left() {
    var left = new ArrayList<String>();
    collect("", node, left);
    return left;
  }

  private static void collect(String path, JsonNode at, List<String> left) {
    if (!at.isObject()) {
      if (!at.isNull()) {
        left.add(path);
      }
      return;
    }
    at.properties()
        .forEach(
            member ->
                collect(
                    path.isEmpty() ? member.getKey() : path + '.' + member.getKey(),
                    member.getValue(),
                    left));
  }
}
