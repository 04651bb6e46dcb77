package io.tributary.common.source;

import java.time.Duration;

/** What a simulated vendor and worker do to the engine. Fields are rates from 0 to 1 or counts. */
final class Scenario {
  final String name;
  Order order = Order.OLDEST_FIRST;
  boolean numberedPages;
  boolean boundsEnd = true;
  boolean exactlyOnce = true;
  Duration flushEvery = Duration.ofSeconds(60);
  int events = 300;
  int pageSizeFrom = 5;
  int pageSizeTo = 35;
  boolean pageSizeChanges;
  int resultWindow = Integer.MAX_VALUE;
  boolean capEnforced;
  int rowsBeforeTimeout = Integer.MAX_VALUE;
  int serverPageCap = Integer.MAX_VALUE;
  long bufferBytes = 1 << 20;
  double crashes = 0.03;
  double halfBatches;
  double filtered;
  double faults;
  double late;
  double deleted;
  double withoutTime;
  double withoutId;
  double ahead;
  double wrongClock;
  double beforeStart;
  double rowsTwice;
  int burst = 1;
  boolean idleGaps;
  boolean backfill;
  boolean overlapGrows;

  private Scenario(String name) {
    this.name = name;
  }

  static Scenario named(String name, java.util.function.Consumer<Scenario> changes) {
    var scenario = new Scenario(name);
    changes.accept(scenario);
    return scenario;
  }

  @Override
  public String toString() {
    return name;
  }
}
