// SPDX-License-Identifier: Apache-2.0
package io.tributary.tool.migrate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The states in a log of a collector: {@code Puller(INPUT,ID,SERVICE,TYPE) -> Data retrieved from
 * the persistence: {…}}. Reads each character of a line a fixed number of times.
 *
 * @param arguments the text in the parentheses
 * @param state the dictionary that the collector printed
 */
record LoggedState(String arguments, String state) {
  private static final String ARROW = " -> ";
  private static final List<String> MARKS =
      List.of("retrieved from the persistence: {", "saved in state: {");

  /** All of them, in the order of the log. */
  static List<LoggedState> all(String log) {
    var all = new ArrayList<LoggedState>();
    log.lines().forEach(line -> collect(line, all));
    return all;
  }

  private static void collect(String line, List<LoggedState> all) {
    var from = 0;
    for (var arrow = line.indexOf(ARROW); arrow >= 0; arrow = line.indexOf(ARROW, from)) {
      var arguments = arguments(line.substring(from, arrow));
      from = arrow + ARROW.length();
      var next = line.indexOf(ARROW, from);
      var begin = mark(line.substring(from, next < 0 ? line.length() : next));
      if (arguments.isPresent() && begin.isPresent()) {
        var start = from + begin.get();
        var end = end(line, start);
        if (end < 0) {
          return;
        }
        all.add(new LoggedState(arguments.get(), line.substring(start, end)));
        from = end;
      }
    }
  }

  /** The text in the parentheses at the end, behind a name. */
  private static Optional<String> arguments(String text) {
    var close = text.length() - 1;
    var open = text.indexOf('(', text.lastIndexOf(')', close - 1) + 1);
    return close > 0 && text.charAt(close) == ')' && open > 0
        ? Optional.of(text.substring(open + 1, close))
        : Optional.empty();
  }

  /** Where the first dictionary begins. */
  private static Optional<Integer> mark(String text) {
    return MARKS.stream()
        .filter(text::contains)
        .map(mark -> text.indexOf(mark) + mark.length() - 1)
        .min(Integer::compare);
  }

  /** Behind the first brace that ends a word; -1 if there is none. */
  private static int end(String line, int start) {
    for (var at = line.indexOf('}', start); at >= 0; at = line.indexOf('}', at + 1)) {
      if (at + 1 == line.length() || Character.isWhitespace(line.charAt(at + 1))) {
        return at + 1;
      }
    }
    return -1;
  }
}
