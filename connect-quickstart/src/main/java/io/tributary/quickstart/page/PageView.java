// SPDX-License-Identifier: Apache-2.0
package io.tributary.quickstart.page;

import io.tributary.quickstart.demo.FaultRun;
import io.tributary.quickstart.demo.Verdict;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The data of the live page at one moment, as its JSON. Rates are per second.
 *
 * @param again the command that restarts with changed files; empty for the demonstration
 */
record PageView(
    String at,
    long seconds,
    String rest,
    String again,
    boolean demo,
    Verdict verdict,
    List<Flow> flows,
    List<Sink> sinks) {

  /**
   * The way from one vendor to its tables.
   *
   * @param served events in the log of a fake vendor; null for a real one
   * @param source null while no task publishes metrics
   * @param hours null while no task publishes metrics
   * @param tables empty if Devo is real
   */
  record Flow(
      String vendor,
      @Nullable Long served,
      Task task,
      @Nullable Source source,
      @Nullable HourCells hours,
      Topic topic,
      List<Table> tables,
      List<Preview> latest,
      Charts charts,
      LastErrors.@Nullable Shown error,
      List<FaultRun.View> faults) {}

  /**
   * The states of a connector and its tasks, in Connect's words.
   *
   * @param restart the command that restarts it; empty if there is no reason to
   */
  record Task(String name, String state, List<String> tasks, String restart) {}

  /**
   * The last five minutes, in steps of five seconds, the oldest first.
   *
   * @param behind the lag of a source in milliseconds, or the records that wait for a sink
   */
  record Charts(List<Double> rate, List<Double> behind) {}

  /**
   * The work of a source since its task started.
   *
   * @param completeUpTo every older event has been sent, UTC
   * @param recovered late events that a sweep has found
   */
  record Source(
      long requests,
      long received,
      long duplicates,
      double rate,
      long lagMs,
      String completeUpTo,
      boolean upToDate,
      long recovered,
      long failures) {}

  /**
   * The topic between source and sink.
   *
   * @param waiting records that the sink has not fetched yet
   */
  record Topic(String name, long records, double rate, long waiting) {}

  /**
   * A table of a fake Devo.
   *
   * @param served the vendor's events for this table
   * @param held how many of these are in the table
   * @param missing how many are not in the table yet
   */
  record Table(
      String table,
      long served,
      long held,
      long events,
      double rate,
      long missing,
      long duplicates,
      long unexpected) {}

  /**
   * A sink.
   *
   * @param delivery null while no task publishes metrics
   * @param waiting records that it has not fetched, or that Devo has not confirmed
   */
  record Sink(
      Task task,
      @Nullable Delivery delivery,
      long waiting,
      Charts charts,
      LastErrors.@Nullable Shown error,
      List<FaultRun.View> faults) {}

  /** The work of a sink since its tasks started. */
  record Delivery(
      long confirmed,
      double rate,
      long unconfirmed,
      long sinceConfirmedMs,
      long connectionsLost,
      long resent,
      long rejected) {}
}
