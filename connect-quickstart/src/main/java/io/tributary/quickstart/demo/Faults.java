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

  /** Those of these kinds; each injection comes with a burst of events. */
  public static Faults of(List<FaultKind> kinds, Runnable burst) {
    return new Faults(kinds.stream().map(FaultRun::new).toList(), burst);
  }

  /** Where there is nothing to inject into, or counts must not change. */
  public static Faults none() {
    return of(List.of(), () -> {});
  }

  /** What became of a wish to inject. */
  public enum Outcome {
    INJECTED,
    ACTIVE,
    UNKNOWN
  }

  /** Lets a fault begin, and lets the vendors have something for it to bite on. */
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

  /** How often each kind has hit so far; to be asked before a snapshot is taken. */
  public List<Long> hits() {
    return runs.stream().map(run -> run.kind().hits().getAsLong()).toList();
  }

  /** What a snapshot shows of them, given what had hit before. */
  public void look(List<Long> hits, Snapshot snapshot, Map<String, Figures> figures, Instant now) {
    for (int i = 0; i < runs.size(); i++) {
      var run = runs.get(i);
      var own = figures.getOrDefault(run.kind().connector(), new Figures(List.of()));
      run.look(hits.get(i), snapshot, own, now);
    }
  }

  /** Those a connector has to cope with. */
  public List<FaultRun.View> views(String connector) {
    return runs.stream()
        .filter(run -> run.kind().connector().equals(connector))
        .map(FaultRun::view)
        .toList();
  }
}
