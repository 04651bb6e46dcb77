package io.tributary.common.engine;

import static io.tributary.common.event.Events.at;
import static io.tributary.common.event.Events.event;
import static io.tributary.common.event.Events.ids;

import io.tributary.common.checkpoint.Checkpoint;
import io.tributary.common.event.Event;
import io.tributary.common.event.Events;
import io.tributary.common.paging.SortOrderProof;
import io.tributary.common.vendor.SortOrder;
import io.tributary.common.vendor.Window;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Events of one hour, and rounds that read them. */
final class WindowReaders {
  static final Window HOUR = new Window(at("08:00:00"), at("09:00:00"), 3);
  static final Checkpoint START = Checkpoint.startingAt(at("08:00:00"));
  static final Event A = event("a", "08:00:01");
  static final Event B = event("b", "08:00:02");
  static final Event C = event("c", "08:00:03");
  static final Event D = event("d", "08:00:04");
  static final Event E = event("e", "08:00:05");

  private WindowReaders() {}

  /** A round of an hour with a vendor whose order has been proven. */
  static WindowReader round(ScriptedVendor vendor) {
    return round(vendor, HOUR, 1000);
  }

  static WindowReader round(ScriptedVendor vendor, Window window, long backlogBytes) {
    var order = new SortOrderProof(vendor.order());
    var steps = IntStream.range(0, 9).mapToObj(i -> event("p" + i, "07:59:0" + i)).toList();
    var last = List.of(event("p", "07:59:10"));
    order.arrived(vendor.order() == SortOrder.OLDEST_FIRST ? steps : reversed(steps));
    order.arrived(last);
    return new WindowReader(
        vendor, window, backlogBytes, new ProtocolMonitor("test", vendor, Events.metrics()), order);
  }

  /** A round of an hour with a vendor of which nothing is known yet. */
  static WindowReader unproven(ScriptedVendor vendor, ProtocolMonitor oddities) {
    return new WindowReader(vendor, HOUR, 1000, oddities, new SortOrderProof(vendor.order()));
  }

  private static List<Event> reversed(List<Event> events) {
    var reversed = new ArrayList<>(events);
    Collections.reverse(reversed);
    return reversed;
  }

  /** What is ready, having waited for more for long enough. */
  static Optional<List<Event>> next(WindowReader round) {
    return round.next(START.time()).or(() -> round.next(START.time().plusSeconds(1)));
  }

  static List<String> readPage(WindowReader round) {
    round.arrived(round.fetch(), START);
    return ids(next(round).orElse(List.of()));
  }

  static List<String> readAll(WindowReader round) {
    var read = new ArrayList<String>();
    while (!round.done()) {
      if (round.reading()) {
        round.arrived(round.fetch(), START);
      }
      next(round).ifPresent(events -> read.addAll(ids(events)));
    }
    return read;
  }

  static ScriptedVendor oldestFirst() {
    return new ScriptedVendor(SortOrder.OLDEST_FIRST);
  }
}
