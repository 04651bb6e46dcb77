package io.tributary.common.source;

import static io.tributary.common.source.Events.at;
import static io.tributary.common.source.Events.event;
import static io.tributary.common.source.Events.ids;

import java.util.ArrayList;
import java.util.List;

/** Events of one hour, and rounds that read them. */
final class Rounds {
  static final Window HOUR = new Window(at("08:00:00"), at("09:00:00"), 3);
  static final Checkpoint START = Checkpoint.startingAt(at("08:00:00"));
  static final Event A = event("a", "08:00:01");
  static final Event B = event("b", "08:00:02");
  static final Event C = event("c", "08:00:03");
  static final Event D = event("d", "08:00:04");
  static final Event E = event("e", "08:00:05");

  private Rounds() {}

  static List<String> readPage(Round round) {
    round.arrived(round.fetch(), START);
    return ids(round.next().orElse(List.of()));
  }

  static List<String> readAll(Round round) {
    var read = new ArrayList<String>();
    while (!round.done()) {
      if (round.reading()) {
        round.arrived(round.fetch(), START);
      }
      round.next().ifPresent(events -> read.addAll(ids(events)));
    }
    return read;
  }

  static ScriptedVendor oldestFirst() {
    return new ScriptedVendor(Order.OLDEST_FIRST);
  }
}
