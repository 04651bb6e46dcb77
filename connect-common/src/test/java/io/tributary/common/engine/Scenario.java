// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.engine;

import io.tributary.common.error.ApiError;
import io.tributary.common.vendor.Pagination;
import io.tributary.common.vendor.SortOrder;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a simulated vendor and worker do to the engine. Fields are rates from 0 to 1 or counts. */
final class Scenario {
  final String name;
  SortOrder order = SortOrder.OLDEST_FIRST;
  @Nullable SortOrder reallyListed;
  Pagination pagination = Pagination.TIME;
  boolean totals;
  double totalsLie;
  boolean reordersTies;
  double hidden;
  double errorsOnLaterPages;
  @Nullable ApiError errorBehindEnd;
  boolean rolls;
  boolean boundsEnd = true;
  boolean exactlyOnce = true;
  Duration flushEvery = Duration.ofSeconds(60);
  int events = 300;
  int pageSizeFrom = 5;
  int pageSizeTo = 35;
  boolean pageSizeChanges;
  int cap = Integer.MAX_VALUE;
  long mostBytes = Long.MAX_VALUE;
  boolean heavy;
  boolean days;
  boolean purged;
  int rowsBeforeTimeout = Integer.MAX_VALUE;
  int serverPageCap = Integer.MAX_VALUE;
  long bufferBytes = 1 << 20;
  double crashes = 0.03;
  double halfBatches;
  double filtered;
  double faults;
  double cutRequests;
  double late;
  double deleted;
  double withoutTime;
  double withoutId;
  double ahead;
  Duration aheadBy = Duration.ofHours(1);
  double wrongClock;
  Duration serverError = Duration.ofMinutes(5);
  double ourClockJumps;
  Duration ourError = Duration.ZERO;
  Duration ourFirstError = Duration.ZERO;
  double beforeStart;
  double rowsTwice;
  int burst = 1;
  boolean idleGaps;
  boolean backfill;
  boolean overlapGrows;
  Duration overlap = SimulatedVendor.OVERLAP;
  Duration horizon = Duration.ZERO;
  Duration sweepInterval = Duration.ofMinutes(5);
  double veryLate;
  boolean pollsMissNothing;
  boolean covered;
  Duration down = Duration.ZERO;
  boolean unevenSizes;
  boolean coarseStart;
  boolean listsTimelessAlways;

  int slices;

  private Scenario(String name) {
    this.name = name;
  }

  static Scenario named(String name, java.util.function.Consumer<Scenario> changes) {
    var scenario = new Scenario(name);
    changes.accept(scenario);
    return scenario;
  }

  Scenario burst(int rows) {
    burst = rows;
    events = 600;
    return this;
  }

  Scenario dense() {
    events = 2000;
    return this;
  }

  Scenario few() {
    events = 60;
    return this;
  }

  Scenario backfill() {
    backfill = true;
    return this;
  }

  Scenario unknown() {
    order = SortOrder.UNKNOWN;
    return this;
  }

  Scenario newest() {
    order = SortOrder.NEWEST_FIRST;
    return this;
  }

  Scenario numbered() {
    return unknown().byNumber();
  }

  Scenario byNumber() {
    pagination = Pagination.NUMBER;
    totals = true;
    return this;
  }

  /** The rows are promised in one order and listed in another. */
  Scenario lies(SortOrder promised, SortOrder listed) {
    order = promised;
    reallyListed = listed;
    return this;
  }

  SortOrder listed() {
    return reallyListed == null ? order : reallyListed;
  }

  Scenario noEnd() {
    boundsEnd = false;
    return this;
  }

  Scenario uneven() {
    unevenSizes = true;
    return this;
  }

  /** The start of a window is taken as its whole hour, and what has no time is always listed. */
  Scenario coarse() {
    coarseStart = true;
    listsTimelessAlways = true;
    return this;
  }

  Scenario late(double rate) {
    late = rate;
    return this;
  }

  /** The feed is swept, and rows become visible long after the polls have passed at this rate. */
  Scenario swept(double rate) {
    horizon = Duration.ofMinutes(60);
    veryLate = rate;
    // A sweep must not take a large part of the horizon.
    pageSizeFrom = 20;
    pageSizeTo = 60;
    return this;
  }

  /** The feed has a ledger, and is swept for long enough to read whole hours. */
  Scenario covered() {
    covered = true;
    var scenario = swept(0.2);
    scenario.horizon = Duration.ofHours(4);
    return scenario;
  }

  /** When the task starts for the first time. */
  Instant begins() {
    if (slices > 0) {
      return SimulatedVendor.START.plus(SimulatedVendor.SPAN.dividedBy(2));
    }
    return backfill
        ? SimulatedVendor.START.plus(SimulatedVendor.SPAN)
        : SimulatedVendor.START.minusSeconds(5);
  }

  /** The past is read behind the newest events, in so many slices. */
  Scenario behind(int parts) {
    slices = parts;
    return this;
  }

  Scenario twice(double rate) {
    rowsTwice = rate;
    return this;
  }

  /** Rows beyond this number are refused. */
  Scenario cap(int rows) {
    cap = rows;
    return this;
  }

  /** Many rows in few pages, which take as long as many runs of other scenarios. */
  Scenario heavy(int rows) {
    heavy = true;
    events = rows;
    pageSizeFrom = 900;
    pageSizeTo = 1000;
    bufferBytes = 1 << 26;
    return backfill();
  }

  /** Returns how many runs there are where others have the given number. */
  int runs(int usual) {
    return Math.max(1, heavy ? usual / 25 : horizon.isZero() && slices == 0 ? usual : usual / 2);
  }

  /** Pages by number, and rows of the same time in another order with each request. */
  Scenario numbered(int rows) {
    return byNumber().ties(rows);
  }

  Scenario noTotals() {
    totals = false;
    return this;
  }

  /** The start of the list moves with the clock, so that old rows fall off at the front. */
  Scenario rolls() {
    rolls = true;
    events = 600;
    return backfill();
  }

  Scenario byCursor() {
    pagination = Pagination.CURSOR;
    return this;
  }

  /** Rows of the same time come in another order with each request. */
  Scenario ties(int rows) {
    reordersTies = true;
    return burst(rows);
  }

  /** Answers have, at this rate, a {@code Date} that is so far ahead of the truth. */
  Scenario serverOff(double rate, Duration ahead) {
    wrongClock = rate;
    serverError = ahead;
    return this;
  }

  /** Our own clock jumps, now and then, to be so far ahead of the truth, and back. */
  Scenario weAreOff(double rate, Duration ahead) {
    ourClockJumps = rate;
    ourError = ahead;
    return this;
  }

  /** Rows are stamped so far ahead of the truth at this rate. */
  Scenario stampedAhead(double rate, Duration by) {
    ahead = rate;
    aheadBy = by;
    return this;
  }

  /** The feed is quiet for days in the end, and is polled every few minutes. */
  Scenario days() {
    days = true;
    return this;
  }

  /** How long to go on in the end, for rows whose time has not come. */
  Duration silence() {
    return days
        ? Duration.ofDays(3)
        : ahead == 0 ? Duration.ZERO : aheadBy.toDays() > 1 ? Duration.ofHours(1) : aheadBy;
  }

  @Override
  public String toString() {
    return name;
  }
}
