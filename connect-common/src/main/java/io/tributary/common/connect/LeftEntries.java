// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.connect;

import io.tributary.common.metrics.Journal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Entries that a task could not send, because Connect takes no records of a task that stops: kept
 * for the next task of the same connector on this worker, at most the last few. Thread-safe.
 */
final class LeftEntries {
  private static final int MOST = 20;
  private static final Map<String, List<Journal.Entry>> LEFT = new ConcurrentHashMap<>();

  private LeftEntries() {}

  static void add(String connector, List<Journal.Entry> entries) {
    LEFT.merge(connector, List.copyOf(entries), LeftEntries::last);
  }

  /** Returns what was added, the oldest first, and forgets it. */
  static List<Journal.Entry> take(String connector) {
    var left = LEFT.remove(connector);
    return left == null ? List.of() : left;
  }

  private static List<Journal.Entry> last(List<Journal.Entry> old, List<Journal.Entry> more) {
    var all = new ArrayList<>(old);
    all.addAll(more);
    return List.copyOf(all.subList(Math.max(0, all.size() - MOST), all.size()));
  }
}
