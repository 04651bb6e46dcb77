package io.tributary.quickstart;

import io.tributary.testkit.EventRow;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Compares what a Devo table holds with what its vendor served. Bodies are compared byte for byte,
 * without the member that names the pull. Not thread-safe.
 */
final class TableCheck {
  private static final Pattern PULLING_ID = Pattern.compile(",\"@devo_pulling_id\":\"\\d+\"}$");
  private static final int SHOWN = 8;

  /**
   * What a table holds.
   *
   * @param served events the vendor has, each once
   * @param events messages in the table
   * @param lost served and not in the table
   * @param duplicates in the table more than once, counted beyond the first
   * @param unexpected in the table and never served
   * @param latest the newest messages, newest first
   */
  record State(
      String table,
      long served,
      long events,
      long lost,
      long duplicates,
      long unexpected,
      List<String> latest) {
    boolean complete() {
      return served > 0 && lost == 0 && duplicates == 0 && unexpected == 0;
    }
  }

  private final String table;
  private final Map<String, Integer> arrived = new HashMap<>();
  private final List<String> bodies = new ArrayList<>();
  private final Deque<String> latest = new ArrayDeque<>();

  TableCheck(String table) {
    this.table = table;
  }

  /** A message has arrived in the table. */
  void add(String message) {
    String body = PULLING_ID.matcher(message).replaceFirst("}");
    arrived.merge(body, 1, Integer::sum);
    bodies.add(message);
    latest.addFirst(message);
    if (latest.size() > SHOWN) {
      latest.removeLast();
    }
  }

  /** All messages, in order of arrival. */
  List<String> messages() {
    return List.copyOf(bodies);
  }

  /** Compares with the events the vendor has. */
  State compare(Collection<EventRow> truth) {
    var expected = new HashSet<String>();
    truth.forEach(row -> expected.add(row.json()));
    long matched = expected.stream().filter(arrived::containsKey).count();
    return new State(
        table,
        expected.size(),
        bodies.size(),
        expected.size() - matched,
        bodies.size() - arrived.size(),
        arrived.size() - matched,
        List.copyOf(latest));
  }
}
