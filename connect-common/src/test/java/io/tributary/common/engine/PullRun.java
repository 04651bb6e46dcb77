// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.engine;

import static io.tributary.common.event.Events.at;
import static io.tributary.common.event.Events.event;
import static io.tributary.common.event.Events.ids;

import io.tributary.common.checkpoint.Checkpoint;
import io.tributary.common.checkpoint.Reach;
import io.tributary.common.error.ApiException;
import io.tributary.common.event.Event;
import io.tributary.common.paging.CursorPager;
import io.tributary.common.paging.LastPages;
import io.tributary.common.paging.Learned;
import io.tributary.common.paging.ServerTraits;
import io.tributary.common.vendor.Page;
import io.tributary.common.vendor.ProtocolViolation;
import io.tributary.common.vendor.SortOrder;
import io.tributary.common.vendor.Window;
import io.tributary.common.window.Nearness;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** One pull of a window of a scripted vendor, step by step. */
final class PullRun {
  static final Window HOUR = new Window(at("08:00:00"), at("09:00:00"), 3);
  static final Checkpoint START = Checkpoint.startingAt(at("08:00:00"));
  static final Event A = event("a", "08:00:01");
  static final Event B = event("b", "08:00:02");
  static final Event C = event("c", "08:00:03");
  static final Event D = event("d", "08:00:04");
  static final Event E = event("e", "08:00:05");

  private final ScriptedVendor vendor;
  private final List<Observation> observed = new ArrayList<>();
  private PullState state;

  private PullRun(ScriptedVendor vendor, PullState state) {
    this.vendor = vendor;
    this.state = state;
  }

  /** A pull of an hour from a vendor whose order has been proven. */
  static PullRun proven(ScriptedVendor vendor) {
    return proven(vendor, HOUR, 100_000);
  }

  static PullRun proven(ScriptedVendor vendor, Window window, long mostBytesToSort) {
    var steps = new ArrayList<Event>();
    IntStream.range(0, 9).forEach(i -> steps.add(event("p" + i, "07:59:0" + i)));
    if (vendor.order() == SortOrder.NEWEST_FIRST) {
      Collections.reverse(steps);
    }
    var known =
        Learned.nothing(vendor.order())
            .with(steps, CursorPager.START)
            .with(List.of(event("p", "07:59:10")), new LastPages(10, 10, 1, 1, true, false));
    return opened(vendor, window, mostBytesToSort, known, window.to());
  }

  /** A pull of an hour from a vendor of which nothing is known yet. */
  static PullRun unproven(ScriptedVendor vendor) {
    return opened(vendor, HOUR, 100_000, Learned.nothing(vendor.order()), HOUR.to());
  }

  /** The same, of rows that the next poll does not read again. */
  static PullRun backfill(ScriptedVendor vendor) {
    return opened(vendor, HOUR, 100_000, Learned.nothing(vendor.order()), HOUR.from());
  }

  /** The same pull, of a vendor that is known to violate its own rules. */
  PullRun knowing(ProtocolViolation violation) {
    state = state.with(state.learned().with(EnumSet.of(violation)));
    return this;
  }

  private static PullRun opened(
      ScriptedVendor vendor, Window window, long bytes, Learned known, Instant readAgainUntil) {
    var pull = new Pull(1, START.time(), 0, window, readAgainUntil, Nearness.PAST);
    return new PullRun(vendor, pull.unread(ServerTraits.of(vendor), known, START, bytes));
  }

  Page fetch() {
    var request = state.nextRequest().orElseThrow();
    return vendor.fetch(request.window(), request.position());
  }

  void arrived(Page page, Checkpoint checkpoint) {
    var observations = new Observations(state.learned().violations());
    state = reported(state.with(page, checkpoint, reach(), observations), observations);
  }

  /** Whether a failure is handled without a wait and a report. */
  boolean handles(ApiException failure) {
    var observations = new Observations(state.learned().violations());
    var after = AfterFailure.of(state, failure, START, reach(), observations);
    state = reported(after.next(), observations);
    return after.handled();
  }

  private PullState reported(PullState next, Observations observations) {
    observed.addAll(observations.all());
    return next.with(next.learned().with(observations.violations()));
  }

  private static Reach reach() {
    return Reach.of(HOUR.to());
  }

  PullState state() {
    return state;
  }

  ApiException explained(ApiException failure) {
    return state.reading().explained(failure);
  }

  boolean reading() {
    return state.nextRequest().isPresent();
  }

  boolean done() {
    return state.isDone(true);
  }

  boolean noticed(ProtocolViolation violation) {
    return state.learned().violations().contains(violation);
  }

  /** The kinds of what was observed, in order. */
  List<Class<?>> observed() {
    return observed.stream().<Class<?>>map(Object::getClass).toList();
  }

  Set<ProtocolViolation> violations() {
    return state.learned().violations();
  }

  /** The events that are ready, having waited for more for long enough. */
  static Optional<List<Event>> next(PullRun pull) {
    for (var later = 0; later < 2; later++) {
      var batch = pull.state.nextBatch(START.time().plusSeconds(later), true);
      pull.state = pull.state.with(pull.state.rows().with(batch.left()));
      if (!batch.events().isEmpty()) {
        return Optional.of(batch.events());
      }
    }
    return Optional.empty();
  }

  static List<String> readPage(PullRun pull) {
    pull.arrived(pull.fetch(), START);
    return ids(next(pull).orElse(List.of()));
  }

  static List<String> readAll(PullRun pull) {
    var read = new ArrayList<String>();
    while (!pull.done()) {
      if (pull.reading()) {
        pull.arrived(pull.fetch(), START);
      }
      next(pull).ifPresent(events -> read.addAll(ids(events)));
    }
    return read;
  }
}
