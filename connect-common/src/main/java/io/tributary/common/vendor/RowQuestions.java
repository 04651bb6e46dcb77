// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.vendor;

import io.tributary.common.ProbeReport.Verdict;
import io.tributary.common.event.Event;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;

/** Asks what the rows of every vendor should be like. */
public final class RowQuestions {
  private final Probe probe;
  private final Window window;

  public RowQuestions(Probe probe, Window window) {
    this.probe = probe;
    this.window = window;
  }

  /**
   * Asks for the first page twice.
   *
   * @throws io.tributary.common.error.ApiException if it cannot be read
   */
  public void ask() {
    var now = probe.now();
    var first = probe.ask(window, Position.FIRST);
    if (first.failure() != null) {
      throw first.failure();
    }
    var rows = first.rows();
    if (rows.isEmpty()) {
      var none = "there are none, so most questions stay open";
      probe.found("rows since initial.start.time.in.utc", Verdict.UNDECIDED, none);
      return;
    }
    var withoutId = rows.stream().filter(row -> row.anomaly() == Event.Anomaly.NO_ID).count();
    var shared = rows.stream().filter(row -> row.anomaly() == Event.Anomaly.SHARED_ID).count();
    probe.found(
        "every row has an id of its own (event.id.pointers)",
        withoutId + shared == 0 ? Verdict.CONFIRMED : Verdict.REFUTED,
        "of %d rows %d have no id, and %d share one".formatted(rows.size(), withoutId, shared));
    var timeless = rows.stream().filter(row -> row.time() == null).count();
    probe.found(
        "every row has a time that is read (event.time.pointers, event.time.format)",
        timeless == 0 ? Verdict.CONFIRMED : Verdict.REFUTED,
        "of %d rows %d have none".formatted(rows.size(), timeless));
    var ahead = rows.stream().filter(row -> row.timeOr(now).isAfter(now.plusSeconds(60))).count();
    probe.found(
        "no row is dated ahead of the server's clock",
        ahead == 0 ? Verdict.CONFIRMED : Verdict.REFUTED,
        "of %d rows %d are".formatted(rows.size(), ahead));
    readAgain(rows);
  }

  private void readAgain(List<Event> rows) {
    var bytes = new LinkedHashMap<Long, String>();
    rows.forEach(row -> bytes.put(row.digest(), row.json().text()));
    var again = probe.ask(window, Position.FIRST).rows();
    var same = again.stream().filter(row -> bytes.containsKey(row.digest())).toList();
    var changed =
        same.stream().filter(row -> !row.json().text().equals(bytes.get(row.digest()))).count();
    var unknown = new HashSet<>(again.stream().map(Event::digest).toList());
    unknown.removeAll(bytes.keySet());
    probe.found(
        "a row is the same when it is read again (dedupe.key)",
        again.isEmpty()
            ? Verdict.UNDECIDED
            : changed == 0 && unknown.size() < again.size() ? Verdict.CONFIRMED : Verdict.REFUTED,
        "of %d rows read again %d have other bytes, and %d were not listed before"
            .formatted(again.size(), changed, unknown.size()));
  }
}
