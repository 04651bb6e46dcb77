// SPDX-License-Identifier: Apache-2.0
package io.tributary.kiteworks;

import static io.tributary.common.ProbeReport.Verdict.CONFIRMED;
import static io.tributary.common.ProbeReport.Verdict.REFUTED;
import static io.tributary.common.ProbeReport.Verdict.UNDECIDED;

import io.tributary.common.event.Event;
import io.tributary.common.vendor.Position;
import io.tributary.common.vendor.Probe;
import io.tributary.common.vendor.Probe.Answer;
import io.tributary.common.vendor.Window;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;

/**
 * Asks for what is not public about the activity log: how long its pages are, how deep they reach,
 * whether it keeps to the order, the offset and the bounds of a request.
 */
final class KiteworksProbe {
  /** The most rows that answers are known to reach, over all pages of a request. */
  private static final int DEEP = 10_000;

  private static final Duration SHORTEST = Duration.ofSeconds(1);

  private final Probe probe;
  private final Window window;

  KiteworksProbe(Probe probe, Window window) {
    this.probe = probe;
    this.window = window;
  }

  void ask() {
    var first = probe.ask(window, Position.FIRST);
    if (!first.isPage()) {
      probe.found("the log is listed", REFUTED, first.inWords());
      return;
    }
    order(first.rows());
    var size = first.rows().size();
    if (size > 0) {
      pages(first, size);
      bounds(first.rows());
    }
  }

  private void order(List<Event> rows) {
    var times = rows.stream().map(Event::time).filter(Objects::nonNull).toList();
    var steps = times.stream().distinct().count();
    var isSorted = times.equals(times.stream().sorted().toList());
    probe.found(
        "rows come oldest first (orderBy)",
        !isSorted ? REFUTED : steps > 2 ? CONFIRMED : UNDECIDED,
        "%d rows with %d different times".formatted(rows.size(), steps));
  }

  private void pages(Answer first, int size) {
    var next = probe.ask(window, Position.ofRow(size));
    var again = probe.ask(window, Position.FIRST);
    var repeats = next.isLike(first);
    probe.found(
        "offset is heeded",
        repeats ? REFUTED : next.rows().isEmpty() ? UNDECIDED : CONFIRMED,
        "the page behind %d rows has %s".formatted(size, next.inWords()));
    var isCapped =
        !repeats && !next.rows().isEmpty() && size < window.limit() && again.rows().size() == size;
    if (isCapped) {
      probe.set("page.size", String.valueOf(size));
    }
    probe.found(
        "a page has up to %d rows (page.size)".formatted(window.limit()),
        isCapped ? REFUTED : size >= window.limit() ? CONFIRMED : UNDECIDED,
        "the first page has " + size + (next.rows().isEmpty() ? "" : ", and another follows"));
    var deep = probe.ask(window, Position.ofRow(DEEP));
    probe.found(
        "offset + limit may exceed %,d".formatted(DEEP),
        !deep.isPage() ? REFUTED : deep.rows().isEmpty() ? UNDECIDED : CONFIRMED,
        "at offset %d: %s. Pages are requested by time, so it does not matter"
            .formatted(DEEP, deep.inWords()));
    probe.found(
        "rows of one time keep their order",
        again.hasSameRowsAs(first) ? CONFIRMED : REFUTED,
        "the first page was read twice. Pages overlap by a second, so it does not matter");
  }

  /** Of a row whose time is a whole second, because requests name milliseconds. */
  private void bounds(List<Event> rows) {
    var exact =
        rows.stream()
            .map(Event::time)
            .filter(Objects::nonNull)
            .filter(time -> time.equals(time.truncatedTo(ChronoUnit.SECONDS)))
            .findFirst();
    if (exact.isEmpty()) {
      probe.found("bounds are inclusive", UNDECIDED, "no row has a time of a whole second");
      return;
    }
    var time = exact.get();
    // A request names a millisecond less than the start of its window.
    bound(
        "startDateTime", time, new Window(time.plusMillis(1), time.plus(SHORTEST), window.limit()));
    bound("endDateTime", time, new Window(time.minus(SHORTEST), time, window.limit()));
  }

  private void bound(String name, Instant time, Window around) {
    var answer = probe.ask(around, Position.FIRST);
    var isListed = answer.rows().stream().anyMatch(row -> time.equals(row.time()));
    probe.found(
        name + " is inclusive",
        !answer.isPage() ? UNDECIDED : isListed ? CONFIRMED : REFUTED,
        "a row at the bound is %slisted. Requests fit both".formatted(isListed ? "" : "not "));
  }
}
