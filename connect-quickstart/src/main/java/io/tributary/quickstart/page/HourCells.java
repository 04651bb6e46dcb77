// SPDX-License-Identifier: Apache-2.0
package io.tributary.quickstart.page;

import io.tributary.quickstart.worker.Ledgers;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The last hours of a feed, the oldest first.
 *
 * @param words how many hours are in each state
 */
record HourCells(List<Cell> cells, String words) {
  /** A day, of which the last hour has not ended. */
  private static final int HOURS = 24;

  /** What is known about an hour. */
  enum State {
    PROVEN("proven complete"),
    LATE("proven complete, late events recovered"),
    SENT("sent, without proof"),
    UNPROVEN("not proven"),
    GAP("with a gap"),
    OPEN("not read to the end yet");

    private final String words;

    State(String words) {
      this.words = words;
    }
  }

  /** One hour, and what is known about it in words. */
  record Cell(String state, String words) {}

  /**
   * The hours up to now.
   *
   * @param ledger what the ledger says, by the start of the hour; empty without a ledger
   * @param completeUpTo every older event that was visible in time has been sent
   */
  static HourCells of(Map<Instant, Ledgers.Hour> ledger, Instant completeUpTo, Instant now) {
    var counts = new LinkedHashMap<State, Integer>();
    var cells = new ArrayList<Cell>();
    var last = now.truncatedTo(ChronoUnit.HOURS);
    for (var hour = last.minus(HOURS - 1, ChronoUnit.HOURS);
        !hour.isAfter(last);
        hour = hour.plus(1, ChronoUnit.HOURS)) {
      var entry = ledger.get(hour);
      var state = state(entry, !hour.plus(1, ChronoUnit.HOURS).isAfter(completeUpTo));
      counts.merge(state, 1, Integer::sum);
      cells.add(new Cell(state.name().toLowerCase(Locale.ROOT), hour + ": " + words(state, entry)));
    }
    var words =
        counts.entrySet().stream()
            .map(count -> count.getValue() + " " + count.getKey().words)
            .collect(Collectors.joining("; ", "The last " + HOURS + " hours: ", ""));
    return new HourCells(cells, words);
  }

  private static State state(Ledgers.@Nullable Hour entry, boolean read) {
    if (entry == null) {
      return read ? State.SENT : State.OPEN;
    }
    return switch (entry.verdict()) {
      case "complete" -> entry.late() > 0 ? State.LATE : State.PROVEN;
      case "gap" -> State.GAP;
      default -> State.UNPROVEN;
    };
  }

  private static String words(State state, Ledgers.@Nullable Hour entry) {
    return entry == null
        ? state.words
        : String.format(
            Locale.ROOT,
            "%s, %,d events, %,d of them late",
            state.words,
            entry.listed(),
            entry.late());
  }
}
