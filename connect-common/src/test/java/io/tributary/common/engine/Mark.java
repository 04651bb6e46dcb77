// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.engine;

import io.tributary.common.engine.Observation.AskedForLess;
import io.tributary.common.engine.Observation.Deferred;
import io.tributary.common.engine.Observation.Emitted;
import io.tributary.common.engine.Observation.Failed;
import io.tributary.common.engine.Observation.Finished;
import io.tributary.common.engine.Observation.ListEndedByRefusal;
import io.tributary.common.engine.Observation.Opened;
import io.tributary.common.engine.Observation.OverlapShrunk;
import io.tributary.common.engine.Observation.PartlyRead;
import io.tributary.common.engine.Observation.ReadAgain;
import io.tributary.common.engine.Observation.RowsMissing;
import io.tributary.common.engine.Observation.Violated;
import io.tributary.common.error.ApiError;
import io.tributary.common.vendor.ProtocolViolation;
import io.tributary.common.window.Nearness;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * A rare branch that the simulations must reach: a rule that is never needed is never tested. To
 * add one, name it and the observation that shows it. Those without are reached by what the
 * simulated worker does.
 */
enum Mark {
  SMALLER_AFTER_REFUSAL(AskedForLess.class, less -> less.failure().error() == ApiError.REFUSED),
  SMALLER_AFTER_TIMEOUT(AskedForLess.class, less -> less.failure().error() == ApiError.TIMEOUT),
  SMALLER_PAGE(AskedForLess.class, less -> less.failure().error() == ApiError.EVENT_TOO_LARGE),
  READ_AGAIN(ReadAgain.class, again -> true),
  READ_A_LIST_MORE_THAN_ONCE(Finished.class, finished -> finished.restarts() > 0),
  ENDED_BY_A_REFUSAL(ListEndedByRefusal.class, end -> true),
  EMITTED_PART_OF_A_LIST(PartlyRead.class, part -> true),
  MISSED_ROWS_THAT_WERE_REPORTED(RowsMissing.class, missing -> true),
  ORDER_CONTRADICTED(Violated.class, broke -> broke.violation() == ProtocolViolation.ORDER),
  OVERLAP_SHRUNK(OverlapShrunk.class, shrunk -> true),
  DEFERRED_AN_EVENT_DATED_AHEAD(Deferred.class, deferred -> true),
  FOUND_A_LATE_EVENT(Emitted.class, Mark::isLate),
  SENT_AN_EVENT_WITHOUT_TIME(Emitted.class, Mark::hasTimeless),
  RETENTION_GAP(Finished.class, finished -> finished.retention().foundGap()),
  RETRIED_WITH_BACKOFF(Failed.class, failed -> failed.verdict().retryIn().isPresent()),
  REACHED_LONGEST_BACKOFF(Failed.class, failed -> failed.verdict().reachedMaxBackoff()),
  WINDOW_OF_THE_PAST(Opened.class, opened -> opened.pull().nearness() == Nearness.PAST),
  FOUND_BY_A_SWEEP,
  CRASHED,
  STOPPED_IN_A_BATCH,
  REPEATED_AFTER_A_CRASH,
  CLOCK_JUMPED,
  TAIL_FOUND_BY_A_SLICE,
  SLICE_READ_TO_ITS_END;

  private static final Set<Mark> MISSING = ConcurrentHashMap.newKeySet();

  static {
    MISSING.addAll(List.of(values()));
  }

  // A predicate without state, which the checker does not see.
  @SuppressWarnings("ImmutableEnumChecker")
  private final Predicate<Observation> shows;

  Mark() {
    shows = observation -> false;
  }

  <T extends Observation> Mark(Class<T> type, Predicate<T> which) {
    shows = observation -> type.isInstance(observation) && which.test(type.cast(observation));
  }

  /** Notes the marks that an observation shows to be reached. */
  static void note(Observation observation) {
    MISSING.removeIf(mark -> mark.shows.test(observation));
  }

  /** Notes the marks that an observation of a sweep shows to be reached. */
  static void noteSweep(Observation observation) {
    if (observation instanceof Emitted emitted && !emitted.events().isEmpty()) {
      FOUND_BY_A_SWEEP.reach();
    }
  }

  void reach() {
    MISSING.remove(this);
  }

  /** Returns the marks that no simulation since the start of the JVM has reached. */
  static Set<Mark> missing() {
    return Set.copyOf(MISSING);
  }

  private static boolean isLate(Emitted emitted) {
    return emitted.events().stream()
        .anyMatch(event -> event.timeOr(emitted.before()).isBefore(emitted.before()));
  }

  private static boolean hasTimeless(Emitted emitted) {
    return emitted.events().stream().anyMatch(event -> event.time() == null);
  }
}
