// SPDX-License-Identifier: Apache-2.0
package io.tributary.quickstart.demo;

import io.tributary.testkit.vendor.EventRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Compares what a Devo table holds with what its vendor served. Bodies are compared byte for byte,
 * without the member that names the pull. Not thread-safe.
 */
public final class TableCheck {
  private static final Pattern PULLING_ID = Pattern.compile(",\"@devo_pulling_id\":\"\\d+\"}$");
  private static final int SHOWN = 6;

  /**
   * What a table holds.
   *
   * @param served events the vendor has, each once
   * @param events messages in the table
   * @param lost served and not in the table, or not yet
   * @param lostSince since when the longest of these have been; null if there are none
   * @param duplicates in the table more than once, counted beyond the first
   * @param unexpected in the table and never served
   * @param latest the newest messages, newest first
   */
  public record State(
      String table,
      long served,
      long events,
      long lost,
      @Nullable Instant lostSince,
      long duplicates,
      long unexpected,
      List<String> latest) {
    public boolean complete() {
      return served > 0 && lost == 0 && duplicates == 0 && unexpected == 0;
    }

    /** Whether all that was served up to then is in the table. */
    public boolean holdsAllUntil(Instant then) {
      return lostSince == null || lostSince.isAfter(then);
    }
  }

  private final String table;
  private final Map<String, Integer> arrived = new HashMap<>();
  private final List<String> bodies = new ArrayList<>();
  private Map<String, Instant> missing = Map.of();

  TableCheck(String table) {
    this.table = table;
  }

  /** A message has arrived in the table. */
  void add(String message) {
    arrived.merge(event(message), 1, Integer::sum);
    bodies.add(message);
  }

  /** A message that had arrived is gone again. */
  void remove(String message) {
    arrived.computeIfPresent(event(message), (event, times) -> times == 1 ? null : times - 1);
    bodies.remove(bodies.lastIndexOf(message));
  }

  private static String event(String message) {
    return PULLING_ID.matcher(message).replaceFirst("}");
  }

  /** All messages, in order of arrival. */
  List<String> messages() {
    return List.copyOf(bodies);
  }

  /** Compares with the events the vendor has now. */
  State compare(Collection<EventRow> truth, Instant now) {
    var expected = new HashSet<String>();
    truth.forEach(row -> expected.add(row.json()));
    var still = new HashMap<String, Instant>();
    expected.stream()
        .filter(event -> !arrived.containsKey(event))
        .forEach(event -> still.put(event, missing.getOrDefault(event, now)));
    missing = still;
    return new State(
        table,
        expected.size(),
        bodies.size(),
        missing.size(),
        missing.isEmpty() ? null : Collections.min(missing.values()),
        bodies.size() - arrived.size(),
        arrived.size() - (expected.size() - missing.size()),
        latest());
  }

  private List<String> latest() {
    var newest = new ArrayList<>(bodies.subList(Math.max(0, bodies.size() - SHOWN), bodies.size()));
    Collections.reverse(newest);
    return newest;
  }
}
