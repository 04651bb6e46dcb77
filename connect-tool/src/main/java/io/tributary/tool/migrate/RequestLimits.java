// SPDX-License-Identifier: Apache-2.0
package io.tributary.tool.migrate;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** A collector's {@code requests_limits} in the format of {@code requests.limits}. */
final class RequestLimits {
  private static final Pattern PERIOD = Pattern.compile("(\\d{1,9})?\\s*([smhdwMy])?");

  private RequestLimits() {}

  /** All limits of all levels, which apply together. Absent if there are none. */
  static Optional<String> of(List<CollectorSection> levels) {
    var limits = new ArrayList<String>();
    for (var level : levels) {
      level.take("requests_limits").ifPresent(list -> list.forEach(item -> add(item, limits)));
      level.text("requests_per_second").ifPresent(number -> limits.add(number + "/1s"));
    }
    return limits.isEmpty() ? Optional.empty() : Optional.of(String.join(",", limits));
  }

  private static void add(JsonNode limit, List<String> limits) {
    var number = limit.path("number_of_requests").asText();
    if (!number.equals("-1")) {
      limits.add(number + '/' + period(limit.path("period").asText()));
    }
  }

  private static String period(String text) {
    var period = PERIOD.matcher(text);
    if (!period.matches()) {
      return text;
    }
    var count = period.group(1) == null ? 1 : Long.parseLong(period.group(1));
    var unit = period.group(2) == null ? "s" : period.group(2);
    return switch (unit) {
      case "w" -> 7 * count + "d";
      case "M" -> 30 * count + "d";
      case "y" -> 365 * count + "d";
      default -> count + unit;
    };
  }
}
