// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.engine;

import io.tributary.common.checkpoint.Checkpoint;
import io.tributary.common.coverage.RetentionProbe;
import io.tributary.common.error.ApiException;
import io.tributary.common.event.Event;
import io.tributary.common.pace.Pace;
import io.tributary.common.vendor.ProtocolViolation;
import io.tributary.common.vendor.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Something to log or count, observed while a feed is read. */
sealed interface Observation {

  /** A window was opened. */
  record Opened(Pull pull) implements Observation {}

  /** A page was requested. */
  record Requested() implements Observation {}

  /** A request must wait because {@code requests.limits} is used up. */
  record Throttled(Duration delay) implements Observation {}

  /** A page has arrived. */
  record PageArrived(List<Event> rows) implements Observation {}

  /** The server violated its own protocol. Reported once per task run. */
  record Violated(ProtocolViolation violation) implements Observation {}

  /** The order of the rows changed while the range was read, so older rows were skipped. */
  record OrderBroke(Window range, Instant leftOutBefore) implements Observation {}

  /** The range is read again from the given time. */
  record ReadAgain(Window range, Instant from) implements Observation {}

  /**
   * A list was read to its end, but rows may be missing.
   *
   * @param rows how many, as far as the server reports it; zero if rows kept moving
   */
  record RowsMissing(Window range, long rows) implements Observation {}

  /** The server refuses a page behind others, which ends the list. */
  record ListEndedByRefusal(Window range, ApiException failure) implements Observation {}

  /** A page keeps failing, so the pages before it are emitted, and the list is begun again. */
  record PartlyRead(Window range) implements Observation {}

  /** A request failed and is followed by a smaller one. */
  record AskedForLess(ApiException failure) implements Observation {}

  /** Too many events lie within the overlap, which now starts at the given time. */
  record OverlapShrunk(Instant since) implements Observation {}

  /**
   * Events were emitted.
   *
   * @param before the time of the checkpoint before them, UTC
   * @param firstSeen whether everything before them had been read. Otherwise every event would look
   *     late.
   */
  record Emitted(List<Event> events, Instant before, boolean firstSeen) implements Observation {}

  /**
   * So many events are dated too far ahead to be remembered, and are sent when their time comes.
   */
  record Deferred(int events) implements Observation {}

  /** Too many events lie within the horizon of sweeps, which now starts at the given time. */
  record HorizonShrunk(Instant since) implements Observation {}

  /** The feed has been read up to the given time, and remembers what the checkpoint holds. */
  record ReadUpTo(Instant time, Checkpoint checkpoint) implements Observation {}

  /**
   * The window has been read and emitted completely.
   *
   * @param upToDate whether nothing is left to read for now
   * @param all whether nothing of the window was left out
   * @param delay the time until the next window is due
   */
  record Finished(
      int restarts, RetentionProbe retention, boolean upToDate, boolean all, Duration delay)
      implements Observation {}

  /** A request failed, and a smaller one cannot help. */
  record Failed(ApiException failure, Pace.Verdict verdict) implements Observation {}
}
