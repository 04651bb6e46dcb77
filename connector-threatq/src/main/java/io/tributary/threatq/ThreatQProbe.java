// SPDX-License-Identifier: Apache-2.0
package io.tributary.threatq;

import static io.tributary.common.ProbeReport.Verdict.CONFIRMED;
import static io.tributary.common.ProbeReport.Verdict.REFUTED;
import static io.tributary.common.ProbeReport.Verdict.UNDECIDED;

import io.tributary.common.event.Event;
import io.tributary.common.vendor.Position;
import io.tributary.common.vendor.Probe;
import io.tributary.common.vendor.Probe.Answer;
import io.tributary.common.vendor.Window;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Asks for what no document tells about the events of a release: whether it has the query and
 * cursors, takes two sort fields and keeps to the start of a query.
 */
final class ThreatQProbe {
  private static final String QUERY = "query";
  private static final String LIST = "list";

  private final Probe probe;
  private final Window window;

  ThreatQProbe(Probe probe, Window window) {
    this.probe = probe;
    this.window = window;
  }

  void ask() {
    var query = probe.ask(mode(QUERY), window, Position.FIRST);
    var isSortedByOne = false;
    if (!query.isPage() && !isOneField()) {
      var byOne =
          Map.of(ThreatQConfig.QUERY_MODE.name(), QUERY, ThreatQConfig.SORT.name(), "updated_at");
      query = probe.ask(byOne, window, Position.FIRST);
      isSortedByOne = query.isPage();
      if (isSortedByOne) {
        probe.set(ThreatQConfig.SORT.name(), "updated_at");
      }
    }
    probe.found(
        "a query takes two sort fields (sort)",
        isSortedByOne ? REFUTED : query.isPage() && !isOneField() ? CONFIRMED : UNDECIDED,
        "with the setting " + probe.setting(ThreatQConfig.SORT.name()));
    probe.found("query.mode=query", query.isPage() ? CONFIRMED : REFUTED, query.inWords());
    var isQuery = query.isPage() && keepsToQuery(query);
    cursor();
    if (isQuery) {
      probe.set(ThreatQConfig.QUERY_MODE.name(), QUERY);
      return;
    }
    var list = probe.ask(mode(LIST), window, Position.FIRST);
    probe.found("query.mode=list", list.isPage() ? CONFIRMED : REFUTED, list.inWords());
    if (list.isPage()) {
      probe.set(ThreatQConfig.QUERY_MODE.name(), LIST);
    }
  }

  private boolean isOneField() {
    return !probe.setting(ThreatQConfig.SORT.name()).contains(",");
  }

  /** Whether the query heeds start, order and offset. A list needs none of them. */
  private boolean keepsToQuery(Answer first) {
    var times = first.rows().stream().map(Event::time).filter(Objects::nonNull).toList();
    var isSorted = times.equals(times.stream().sorted().toList());
    probe.found(
        "a query lists the longest unchanged first",
        !isSorted ? REFUTED : times.stream().distinct().count() > 2 ? CONFIRMED : UNDECIDED,
        "of %d rows".formatted(times.size()));
    var next = probe.ask(mode(QUERY), window, Position.ofRow(first.rows().size()));
    var repeats = !first.rows().isEmpty() && next.isLike(first);
    probe.found(
        "offset is heeded",
        repeats ? REFUTED : next.rows().isEmpty() ? UNDECIDED : CONFIRMED,
        "the page behind %d rows has %s".formatted(first.rows().size(), next.inWords()));
    return isSorted && !repeats && heedsStart(times);
  }

  private boolean heedsStart(List<Instant> times) {
    var middle = times.stream().sorted().skip(times.size() / 2).findFirst();
    if (middle.isEmpty() || times.stream().distinct().count() < 2) {
      probe.found("+gte on updated_at is heeded", UNDECIDED, "too few events");
      return true;
    }
    var later = probe.ask(mode(QUERY), window.startingAt(middle.get()), Position.FIRST);
    // The server may count whole seconds.
    var older =
        later.rows().stream()
            .filter(row -> row.timeOr(Instant.MAX).isBefore(middle.get().minusSeconds(1)))
            .count();
    var isEmpty = later.rows().isEmpty();
    probe.found(
        "+gte on updated_at is heeded",
        older > 0 || isEmpty ? REFUTED : CONFIRMED,
        "from the middle of a page on: %s, of which %d are older"
            .formatted(later.inWords(), older));
    return older == 0 && !isEmpty;
  }

  private void cursor() {
    var first = probe.ask(mode("cursor"), window, Position.FIRST);
    var cursor = first.page() == null ? Optional.<String>empty() : first.page().cursor();
    probe.found(
        "query.mode=cursor",
        cursor.isPresent() ? CONFIRMED : first.isPage() ? REFUTED : UNDECIDED,
        cursor.isPresent()
            ? "a cursor came back, so it may be set instead of query"
            : first.inWords() + ", and no cursor");
  }

  private static Map<String, String> mode(String mode) {
    return Map.of(ThreatQConfig.QUERY_MODE.name(), mode);
  }
}
