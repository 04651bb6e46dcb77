// SPDX-License-Identifier: Apache-2.0
package io.tributary.quickstart.demo;

import io.tributary.quickstart.worker.Figures;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

/** A fault and the story of its last injection. Thread-safe. */
public final class FaultRun {
  /**
   * What the page shows of it.
   *
   * @param phase {@code ready}, {@code injected}, {@code hitting}, {@code catching up} or {@code
   *     recovered}
   * @param story what has happened, in whole sentences; empty before the first injection
   */
  public record View(
      String id, String label, String about, String phase, boolean active, String story) {}

  private static final Duration A_TICK = Duration.ofSeconds(1);

  private final FaultKind kind;
  private String phase = "ready";
  private String story = "";
  private Instant injected = Instant.EPOCH;
  private Instant lastHit = Instant.EPOCH;
  private long hitsBefore;
  private long hits;
  private long duplicates;
  private long duplicatesBefore;

  FaultRun(FaultKind kind) {
    this.kind = kind;
  }

  FaultKind kind() {
    return kind;
  }

  synchronized boolean active() {
    return !phase.equals("ready") && !phase.equals("recovered");
  }

  synchronized View view() {
    return new View(kind.id(), kind.label(), kind.about(), phase, active(), story);
  }

  /** Lets it begin; false while the last one is not over. */
  synchronized boolean inject(Instant now) {
    if (active()) {
      return false;
    }
    hitsBefore = kind.hits().getAsLong();
    hits = 0;
    duplicatesBefore = duplicates;
    injected = now;
    lastHit = now;
    kind.start().run();
    tell("injected", "Injected at %s. %s: 0.".formatted(time(now), kind.counted()));
    return true;
  }

  /** What had hit before the snapshot was taken, and what that shows. */
  synchronized void look(long hitsSoFar, Snapshot snapshot, Figures figures, Instant now) {
    var tables = tables(snapshot);
    duplicates = tables.stream().mapToLong(TableCheck.State::duplicates).sum();
    // What was injected while the snapshot was taken is judged by the next one.
    if (!active() || now.isBefore(injected.plus(A_TICK))) {
      return;
    }
    if (hitsSoFar - hitsBefore > hits) {
      hits = hitsSoFar - hitsBefore;
      lastHit = now;
    }
    boolean well = figures.shown() && figures.max("failures-in-a-row") == 0;
    long missing = tables.stream().mapToLong(TableCheck.State::lost).sum();
    if (hits < kind.each()) {
      tell(hits == 0 ? "injected" : "hitting", begun() + '.');
    } else if (!well || tables.stream().anyMatch(table -> !table.holdsAllUntil(lastHit))) {
      tell(
          "catching up",
          "%s; %s on their way.".formatted(begun(), count(missing, "event is", "events are")));
    } else {
      tell("recovered", recovered(now));
    }
  }

  private String begun() {
    return "Injected at %s. %s: %d of %d"
        .formatted(time(injected), kind.counted(), hits, kind.each());
  }

  private String recovered(Instant now) {
    return "%s. Recovered at %s, after %d s: lost 0, duplicates %d."
        .formatted(
            begun(),
            time(now),
            Duration.between(injected, now).toSeconds(),
            duplicates - duplicatesBefore);
  }

  private void tell(String newPhase, String newStory) {
    phase = newPhase;
    story = newStory;
  }

  private List<TableCheck.State> tables(Snapshot snapshot) {
    var own =
        snapshot.vendors().stream()
            .filter(vendor -> vendor.connector().equals(kind.connector()))
            .flatMap(vendor -> vendor.tables().stream())
            .toList();
    // The sink's are all.
    return own.isEmpty() ? snapshot.tables() : own;
  }

  private static String count(long n, String one, String many) {
    return String.format(Locale.ROOT, "%,d %s", n, n == 1 ? one : many);
  }

  private static String time(Instant at) {
    return at.truncatedTo(ChronoUnit.SECONDS).toString().substring("yyyy-MM-ddT".length());
  }
}
