package io.tributary.quickstart;

import java.io.IOException;
import java.util.List;

/** Looks at a demonstration and hands what it sees to the live page. */
record Watch(DemoFakes fakes, Connectors connectors, String rest, StatusPage page) {
  private static final long START = System.nanoTime();

  Snapshot look() throws IOException {
    long seconds = (System.nanoTime() - START) / 1_000_000_000;
    var snapshot = new Snapshot(seconds, rest, fakes.tables(), connectors.states());
    page.show(snapshot);
    return snapshot;
  }

  /** Requests each vendor has answered, in the order of the tables. */
  List<Integer> requests(Snapshot snapshot) {
    return snapshot.tables().stream().map(table -> fakes.requests(table.table())).toList();
  }

  /** Whether each vendor has answered so many more. */
  boolean moreSince(List<Integer> before, Snapshot snapshot, int more) {
    List<Integer> now = requests(snapshot);
    for (int i = 0; i < before.size(); i++) {
      if (now.get(i) < before.get(i) + more) {
        return false;
      }
    }
    return true;
  }
}
