// SPDX-License-Identifier: Apache-2.0
package io.tributary.quickstart.demo;

import io.tributary.quickstart.worker.Figures;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The faults that the page can inject. Thread-safe. */
public final class Faults {
  private final List<FaultRun> runs;
  private final Runnable burst;

  private Faults(List<FaultRun> runs, Runnable burst) {
    this.runs = runs;
    this.burst = burst;
  }

  /** Faults of these kinds. Each injection also adds a burst of events. */
  public static Faults of(List<FaultKind> kinds, Runnable burst) {
    return new Faults(kinds.stream().map(FaultRun::new).toList(), burst);
  }

  /** For a run without fakes, or one whose counts must not change. */
  public static Faults none() {
    return of(List.of(), () -> {});
  }

  /** The result of a request to inject a fault. */
  public enum Outcome {
    INJECTED,
    ACTIVE,
    UNKNOWN
  }

  /** Starts a fault and adds events at the vendors for it to hit. */
  public Outcome inject(String id) {
    for (FaultRun run : runs) {
      if (run.kind().id().equals(id)) {
        if (!run.inject(Instant.now())) {
          return Outcome.ACTIVE;
        }
        burst.run();
        return Outcome.INJECTED;
      }
    }
    return Outcome.UNKNOWN;
  }

  /** The number of hits of each kind so far. Must be read before a snapshot is taken. */
  public List<Long> hits() {
    return runs.stream().map(run -> run.kind().hits().getAsLong()).toList();
  }

  /** The states of the faults after a snapshot, given the numbers of hits before it. */
  public void look(List<Long> hits, Snapshot snapshot, Map<String, Figures> figures, Instant now) {
    for (int i = 0; i < runs.size(); i++) {
      var run = runs.get(i);
      var own = figures.getOrDefault(run.kind().connector(), new Figures(List.of()));
      run.look(hits.get(i), snapshot, own, now);
    }
  }

  /** The faults that a connector has to handle. */
  public List<FaultRun.View> views(String connector) {
    return runs.stream()
        .filter(run -> run.kind().connector().equals(connector))
        .map(FaultRun::view)
        .toList();
  }
}
