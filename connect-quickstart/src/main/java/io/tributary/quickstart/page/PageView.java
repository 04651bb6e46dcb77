// SPDX-License-Identifier: Apache-2.0
package io.tributary.quickstart.page;

import io.tributary.quickstart.demo.FaultRun;
import io.tributary.quickstart.demo.Verdict;
import io.tributary.quickstart.worker.Connectors;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the live page shows at one moment, as its JSON. Rates are per second. */
record PageView(
    String at,
    long seconds,
    String rest,
    boolean demo,
    Verdict verdict,
    List<Flow> flows,
    List<Sink> sinks) {

  /**
   * From one vendor into its tables.
   *
   * @param served events in the log of a fake vendor; null for a real one
   * @param source null while no task shows its figures
   * @param tables empty where Devo is a real one
   */
  record Flow(
      String vendor,
      @Nullable Long served,
      Task task,
      @Nullable Source source,
      Topic topic,
      List<Table> tables,
      List<Preview> latest,
      LastErrors.@Nullable Shown error,
      List<FaultRun.View> faults) {}

  /** How a connector and its tasks do, in Connect's words. */
  record Task(String name, String state, List<String> tasks) {
    static Task of(Connectors.State connector) {
      return new Task(connector.name(), connector.state(), connector.tasks());
    }
  }

  /** What a source has done since its task started. */
  record Source(
      long requests,
      long received,
      long duplicates,
      double rate,
      long lagMs,
      boolean upToDate,
      long failures) {}

  /**
   * What lies between source and sink.
   *
   * @param waiting records the sink has still to fetch
   */
  record Topic(String name, long records, double rate, long waiting) {}

  /**
   * A table of a fake Devo.
   *
   * @param served events its vendor has for it
   * @param held how many of these are in it
   * @param missing how many are not, or not yet
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
   * @param delivery null while no task shows its figures
   */
  record Sink(
      Task task,
      @Nullable Delivery delivery,
      LastErrors.@Nullable Shown error,
      List<FaultRun.View> faults) {}

  /** What a sink has done since its tasks started. */
  record Delivery(
      long confirmed,
      double rate,
      long unconfirmed,
      long sinceConfirmedMs,
      long connectionsLost,
      long resent,
      long rejected) {}
}
