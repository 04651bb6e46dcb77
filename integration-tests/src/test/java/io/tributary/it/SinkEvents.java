// SPDX-License-Identifier: Apache-2.0
package io.tributary.it;

import java.util.function.IntUnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The events of a topic, each told by its partition and its offset there: text beyond ASCII, and a
 * line break between two tokens, which travels as a blank.
 *
 * @param padding how many letters of two bytes the n-th event of each partition has in addition
 */
record SinkEvents(IntUnaryOperator padding) {
  /** Where an event stands in the topic. */
  record Place(int partition, int offset) {}

  private static final Pattern FORM =
      Pattern.compile("\\{\"p\":(\\d+),\"n\":(\\d+), \"name\":\"Zoë 😀\\\\n\",\"x\":\"(ë*)\"}");

  String produced(int partition, int offset) {
    return "{\"p\":%d,\"n\":%d,\n\"name\":\"Zoë 😀\\n\",\"x\":\"%s\"}"
        .formatted(partition, offset, "ë".repeat(padding.applyAsInt(offset)));
  }

  /** The place of an event that was received; fails when it is not as it should be. */
  Place place(String received) {
    Matcher event = FORM.matcher(received);
    if (!event.matches()) {
      throw new AssertionError("not an event: " + shown(received));
    }
    var place = new Place(Integer.parseInt(event.group(1)), Integer.parseInt(event.group(2)));
    if (event.group(3).length() != padding.applyAsInt(place.offset())) {
      throw new AssertionError("not as long as it was: " + shown(received));
    }
    return place;
  }

  private static String shown(String text) {
    return text.substring(0, Math.min(100, text.length()));
  }
}
