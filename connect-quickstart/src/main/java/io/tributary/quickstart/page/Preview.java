// SPDX-License-Identifier: Apache-2.0
package io.tributary.quickstart.page;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One line that tells an event.
 *
 * @param time in the vendor's words; empty where it has none
 */
record Preview(String time, String text) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LONGEST = 140;

  /**
   * The preview of an event.
   *
   * @param telling JSON pointers to what to show, the time first; where none leads anywhere the
   *     event's own beginning is shown
   */
  static Preview of(String event, List<String> telling) {
    try {
      var tree = JSON.readTree(event);
      var words =
          telling.stream()
              .skip(1)
              .map(tree::at)
              .filter(JsonNode::isValueNode)
              .map(JsonNode::asText);
      String text = words.filter(word -> !word.isBlank()).collect(Collectors.joining(" · "));
      String time = telling.isEmpty() ? "" : tree.at(telling.get(0)).asText();
      return new Preview(time.replace("+0000", "Z"), cut(text.isEmpty() ? event : text));
    } catch (JsonProcessingException noJson) {
      return new Preview("", cut(event));
    }
  }

  private static String cut(String text) {
    String line = text.replaceAll("\\s+", " ");
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
  }
}
