// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.engine;

import static io.tributary.common.event.Events.at;
import static io.tributary.common.event.Events.event;
import static io.tributary.common.event.Events.ids;

import io.tributary.common.checkpoint.Checkpoint;
import io.tributary.common.checkpoint.Reach;
import io.tributary.common.error.ApiException;
import io.tributary.common.event.Event;
import io.tributary.common.paging.SortOrderProof;
import io.tributary.common.vendor.Page;
import io.tributary.common.vendor.ProtocolViolation;
import io.tributary.common.vendor.SortOrder;
import io.tributary.common.vendor.Window;
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
  private final Set<ProtocolViolation> violations = EnumSet.noneOf(ProtocolViolation.class);
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
    var opened = opened(vendor, window, mostBytesToSort);
    var steps = IntStream.range(0, 9).mapToObj(i -> event("p" + i, "07:59:0" + i)).toList();
    var proof =
        opened
            .order()
            .with(vendor.order() == SortOrder.OLDEST_FIRST ? steps : reversed(steps))
            .with(List.of(event("p", "07:59:10")));
    return new PullRun(vendor, with(opened, proof));
  }

  /** A pull of an hour from a vendor of which nothing is known yet. */
  static PullRun unproven(ScriptedVendor vendor) {
    return new PullRun(vendor, opened(vendor, HOUR, 100_000));
  }

  /** The same, of a vendor that is known to violate its own rules. */
  PullRun knowing(ProtocolViolation violation) {
    violations.add(violation);
    return this;
  }

  private static PullState opened(ScriptedVendor vendor, Window window, long mostBytesToSort) {
    var pull = new Pull(1, START.time(), 0, window, Pull.Nearness.PAST);
    return PullState.opened(pull, ServerTraits.of(vendor), START, mostBytesToSort);
  }

  private static PullState with(PullState opened, SortOrderProof proof) {
    return new PullState(
        opened.pull(),
        opened.paging(),
        proof,
        false,
        opened.buffer(),
        opened.ready(),
        opened.retention(),
        opened.ahead());
  }

  private static List<Event> reversed(List<Event> events) {
    var reversed = new ArrayList<>(events);
    Collections.reverse(reversed);
    return reversed;
  }

  Page fetch() {
    var request = state.paging().request();
    return vendor.fetch(request.window(), request.token());
  }

  void arrived(Page page, Checkpoint checkpoint) {
    var observations = new Observations(violations);
    state = state.with(page, checkpoint, Reach.of(HOUR.to()), observations);
    violations.addAll(observations.violations());
  }

  /** Whether a failure is followed at once by a request for less. */
  boolean asksForLess(ApiException failure) {
    var less = state.withLess(failure, new Observations(violations));
    state = less.orElseGet(() -> state.after(failure));
    return less.isPresent();
  }

  ApiException explained(ApiException failure) {
    return state.paging().explained(failure);
  }

  boolean reading() {
    return state.nextRequest().isPresent();
  }

  boolean done() {
    return state.isDone();
  }

  boolean leftSomeOut() {
    return state.leftSomeOut();
  }

  int restarts() {
    return state.paging().restarts();
  }

  boolean noticed(ProtocolViolation violation) {
    return violations.contains(violation);
  }

  /** The events that are ready, having waited for more for long enough. */
  static Optional<List<Event>> next(PullRun pull) {
    for (var later = 0; later < 2; later++) {
      var batch = pull.state.nextBatch(START.time().plusSeconds(later));
      pull.state = pull.state.with(batch.left());
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

  static ScriptedVendor oldestFirst() {
    return new ScriptedVendor(SortOrder.OLDEST_FIRST);
  }
}
