// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.engine;

import io.tributary.common.error.ApiException;
import io.tributary.common.event.Event;
import io.tributary.common.vendor.ProtocolViolation;
import io.tributary.common.vendor.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Something worth a figure or a line in the log, noticed while a feed is read. */
sealed interface Observation {

  /** A window is opened. */
  record Opened(Pull pull) implements Observation {}

  /** A page is requested. */
  record Requested() implements Observation {}

  /** A request has to wait because {@code requests.limits} is used up. */
  record Throttled(Duration delay) implements Observation {}

  /** A page has arrived. */
  record PageArrived(int rows) implements Observation {}

  /** The server does something against its own rules; noticed once in the life of a task. */
  record Violated(ProtocolViolation violation) implements Observation {}

  /** The order of the rows changes while the range is read; older ones are left out. */
  record OrderBroke(Window range, Instant leftOutBefore) implements Observation {}

  /** Rows moved while the range was read, so it is read again from the given time. */
  record RowsMoved(Window range, Instant from) implements Observation {}

  /** Rows keep moving, so reading goes on with what is listed. */
  record RowsKeepMoving(Window range) implements Observation {}

  /** A range could not be answered whole and was cut in two. */
  record WindowSplit() implements Observation {}

  /** A request failed and is followed at once by a smaller one. */
  record AskedForLess(ApiException failure) implements Observation {}

  /** Too many events lie within the overlap, which reaches back only to the given time for now. */
  record OverlapShrunk(Instant since) implements Observation {}

  /**
   * Events were emitted.
   *
   * @param before the time of the checkpoint before them
   * @param firstSeen whether all before them had been read: else each would look late
   */
  record Emitted(List<Event> events, Instant before, boolean firstSeen) implements Observation {}

  /**
   * So many events are dated too far ahead to be remembered, and are sent when their time comes.
   */
  record Deferred(int events) implements Observation {}

  /** The feed has been read up to the given time. */
  record ReadUpTo(Instant time) implements Observation {}

  /**
   * The window has been read to its end, and everything in it was emitted.
   *
   * @param upToDate whether nothing is left to read at present
   * @param delay until the next window is due
   */
  record Finished(int restarts, RetentionProbe retention, boolean upToDate, Duration delay)
      implements Observation {}

  /**
   * A request failed, and a smaller one is not the way out.
   *
   * @param inARow how many have failed in a row
   * @param delay until it is tried again; absent if the task fails
   * @param reachedMaxBackoff whether waits have just grown to the longest there is
   */
  record Failed(
      ApiException failure, int inARow, Optional<Duration> delay, boolean reachedMaxBackoff)
      implements Observation {}
}
