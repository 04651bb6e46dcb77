// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.engine;

import static io.tributary.common.vendor.SortOrder.NEWEST_FIRST;
import static io.tributary.common.vendor.SortOrder.OLDEST_FIRST;
import static io.tributary.common.vendor.SortOrder.UNKNOWN;

import io.tributary.common.error.ApiError;
import io.tributary.common.vendor.SortOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** All that the engine is put through, each with both kinds of worker. */
final class HostileScenarios {
  private HostileScenarios() {}

  static Stream<Scenario> all() {
    var hostile = new ArrayList<Scenario>();
    add(hostile, "plain", s -> {});
    add(hostile, "late rows", s -> s.late = 0.5);
    add(hostile, "late rows, dense", s -> s.dense().late = 0.5);
    add(hostile, "network faults", s -> s.faults = 0.3);
    add(hostile, "idle gaps", s -> s.idleGaps = true);
    add(hostile, "filter", s -> s.filtered = 0.3);
    add(hostile, "half batches", s -> s.halfBatches = 0.1);
    add(hostile, "half batches, backfill", s -> s.backfill().halfBatches = 0.3);
    add(hostile, "bursts", s -> s.burst(100));
    add(hostile, "bursts, page size changes", s -> s.burst(100).pageSizeChanges = true);
    add(hostile, "cap", s -> s.burst(20).cap = 90);
    add(hostile, "silent page cap", s -> s.burst(40).serverPageCap = 4);
    add(hostile, "wrong clock", s -> s.late(0.3).wrongClock = 0.1);
    add(hostile, "deletes", s -> s.deleted = 0.2);
    add(hostile, "dense deletes", s -> s.dense().deleted = 0.2);
    add(hostile, "dense bursts", s -> s.dense().late(0.2).burst = 150);
    add(hostile, "without time", s -> s.withoutTime = 0.05);
    add(hostile, "without id, twice", s -> s.twice(0.1).withoutId = 0.2);
    add(hostile, "before the start", s -> s.beforeStart = 0.1);
    add(hostile, "overlap grows", s -> s.late(0.2).overlapGrows = true);
    add(hostile, "dated ahead, no end", s -> s.noEnd().ahead = 0.05);
    add(hostile, "slow server", s -> s.dense().rowsBeforeTimeout = 40);
    add(hostile, "unknown order", Scenario::unknown);
    add(hostile, "unknown, bursts", s -> s.unknown().burst(100).pageSizeChanges = true);
    add(hostile, "unknown, no end", s -> s.unknown().noEnd().late = 0.3);
    add(hostile, "unknown, ahead", s -> s.unknown().noEnd().ahead = 0.05);
    add(hostile, "unknown, deletes", s -> s.unknown().deleted = 0.2);
    add(hostile, "unknown, small buffer", s -> s.unknown().backfill().bufferBytes = 2_500);
    add(hostile, "numbered", s -> s.numbered().noEnd().late = 0.3);
    add(hostile, "numbered, deletes", s -> s.numbered().deleted = 0.1);
    add(hostile, "newest first", s -> s.late(0.3).order = SortOrder.NEWEST_FIRST);
    add(hostile, "newest, no end", s -> s.dense().noEnd().order = SortOrder.NEWEST_FIRST);
    add(hostile, "backfill", s -> s.backfill().dense());
    add(hostile, "backfill, deletes", s -> s.backfill().dense().deleted = 0.1);
    add(hostile, "backfill, slow", s -> s.backfill().dense().cap(50).rowsBeforeTimeout = 60);
    add(hostile, "backfill, cap", s -> s.backfill().dense().cap(50));
    add(hostile, "backfill, unknown", s -> s.backfill().unknown().dense().deleted = 0.02);
    add(hostile, "backfill, numbered", s -> s.backfill().numbered().noEnd().deleted = 0.1);
    add(hostile, "uneven, small buffer", s -> s.uneven().backfill().unknown().bufferBytes = 2_500);
    add(hostile, "coarse", s -> s.numbered().noEnd().coarse().beforeStart = 0.1);
    add(hostile, "coarse, without time", s -> s.numbered().noEnd().coarse().withoutTime = 0.05);
    add(hostile, "everything", HostileScenarios::everything);
    addNumberedInOrder(hostile);
    addServers(hostile);
    MixedScenarios.all().forEach(hostile::add);
    addLimits(hostile);
    addClocks(hostile);
    addLies(hostile);
    addLanes(hostile);
    addSweeps(hostile);
    return hostile.stream();
  }

  /** Limits that are reached by many rows, and limits that nobody has documented. */
  private static void addLimits(List<Scenario> hostile) {
    var hours = Duration.ofHours(4);
    add(hostile, "secret cap", s -> s.burst(20).cap(90));
    add(hostile, "secret cap, backfill", s -> s.backfill().dense().cap(50));
    add(hostile, "too many bytes", s -> s.burst(40).mostBytes = 120);
    add(
        hostile,
        "too many bytes, numbered",
        s -> s.few().numbered().noEnd().backfill().mostBytes = 120);
    add(
        hostile,
        "too many bytes, bursts, numbered",
        s -> s.numbered().noTotals().backfill().burst(20).mostBytes = 120);
    add(
        hostile,
        "too many bytes, no totals",
        s -> s.numbered().noTotals().noEnd().burst(40).mostBytes = 120);
    add(hostile, "purged", s -> s.dense().purged = true);
    add(hostile, "more than an offset holds", s -> s.heavy(31_000).overlap = hours);
    add(
        hostile,
        "many stamped ahead",
        s -> s.heavy(8_000).unknown().noEnd().stampedAhead(0.95, hours.dividedBy(2)));
  }

  /** Clocks of the server and of ours that are wrong at times, and rows that are dated ahead. */
  private static void addClocks(List<Scenario> hostile) {
    var minutes = Duration.ofMinutes(2);
    var hours = Duration.ofHours(2);
    var years = Duration.ofDays(20_000);
    add(hostile, "Date behind", s -> s.late(0.3).serverOff(0.3, minutes.negated()));
    add(hostile, "Date years behind", s -> s.late(0.3).serverOff(0.3, years.negated()));
    add(hostile, "Date an hour ahead", s -> s.noEnd().late(0.3).serverOff(0.1, hours));
    add(hostile, "Date years ahead", s -> s.noEnd().late(0.3).serverOff(0.1, years));
    add(hostile, "our clock ahead", s -> s.late(0.3).weAreOff(0.02, hours));
    add(hostile, "our clock behind", s -> s.late(0.3).weAreOff(0.02, hours.negated()));
    add(hostile, "our clock ahead, no end", s -> s.unknown().noEnd().weAreOff(0.02, hours));
    add(
        hostile,
        "a node ahead",
        s -> s.noEnd().late(0.3).stampedAhead(0.4, minutes).serverOff(0.4, minutes));
    add(
        hostile,
        "a node ahead, unknown",
        s -> s.unknown().noEnd().late(0.3).stampedAhead(0.4, minutes).serverOff(0.4, minutes));
    add(
        hostile,
        "stamped years ahead",
        s -> s.unknown().noEnd().days().late(0.3).stampedAhead(0.05, years));
  }

  /** Servers as ordinary web frameworks and gateways make them. */
  private static void addServers(List<Scenario> hostile) {
    add(hostile, "ties", s -> s.ties(3));
    add(hostile, "many ties", s -> s.ties(120));
    add(hostile, "ties, backfill", s -> s.ties(5).backfill());
    add(hostile, "ties, backfill, dense", s -> s.ties(20).backfill().dense());
    add(hostile, "ties, newest, live", s -> s.newest().numbered(5));
    add(hostile, "ties, newest, numbered", s -> s.newest().numbered(5).backfill());
    add(hostile, "ties, numbered", s -> s.unknown().numbered(5).backfill());
    add(hostile, "short pages", s -> s.backfill().dense().hidden = 0.2);
    add(hostile, "short pages, numbered", s -> s.unknown().byNumber().backfill().hidden = 0.1);
    add(hostile, "cursor", s -> s.byCursor().backfill().dense());
    add(hostile, "cursor, deletes", s -> s.byCursor().deleted = 0.2);
    add(hostile, "cursor, faults", s -> s.byCursor().backfill().faults = 0.3);
    add(hostile, "no totals", s -> s.numbered().noTotals().backfill());
    add(hostile, "no totals, deletes", s -> s.numbered().noTotals().backfill().deleted = 0.1);
    add(hostile, "totals lie", s -> s.numbered().backfill().totalsLie = 0.5);
    for (var error : List.of(ApiError.NOT_FOUND, ApiError.UNEXPECTED_STATUS, ApiError.REFUSED)) {
      add(hostile, error + " behind the end", s -> s.burst(9).backfill().errorBehindEnd = error);
      add(
          hostile,
          error + " behind the end, numbered",
          s -> s.numbered().noTotals().noEnd().backfill().errorBehindEnd = error);
    }
    add(hostile, "later pages fail", s -> s.numbered().noEnd().backfill().errorsOnLaterPages = 0.3);
    add(hostile, "later pages fail, by time", s -> s.backfill().errorsOnLaterPages = 0.3);
    add(hostile, "rolls", s -> s.lies(OLDEST_FIRST, OLDEST_FIRST).byNumber().noEnd().rolls());
    add(hostile, "rolls, unknown", s -> s.lies(UNKNOWN, OLDEST_FIRST).byNumber().noEnd().rolls());
    add(hostile, "slow, numbered", s -> s.numbered().backfill().dense().rowsBeforeTimeout = 60);
  }

  private static void addNumberedInOrder(List<Scenario> hostile) {
    add(hostile, "oldest, numbered", s -> s.byNumber().backfill().dense().deleted = 0.1);
    add(hostile, "newest, numbered", s -> s.newest().byNumber().backfill().dense().deleted = 0.1);
    add(
        hostile,
        "newest, numbered, coarse",
        s -> s.newest().byNumber().noEnd().coarse().late = 0.3);
  }

  /** Feeds that are swept, and rows that become visible long after the polls have passed. */
  private static void addSweeps(List<Scenario> hostile) {
    add(hostile, "swept", s -> s.swept(0.2));
    add(hostile, "swept, crashes", s -> s.swept(0.2).crashes = 0.2);
    add(hostile, "swept, half batches", s -> s.swept(0.2).halfBatches = 0.1);
    add(hostile, "swept, late, faults", s -> s.swept(0.2).late(0.3).faults = 0.2);
    add(hostile, "swept, backfill", s -> s.swept(0.2).backfill().dense());
    add(hostile, "swept, unknown", s -> s.swept(0.2).unknown().dense());
    add(hostile, "swept, unknown, no end", s -> s.swept(0.2).unknown().noEnd().late = 0.3);
    add(hostile, "swept, numbered", s -> s.swept(0.2).numbered().noEnd().late = 0.3);
    add(hostile, "swept, cursor", s -> s.swept(0.2).byCursor().deleted = 0.1);
    add(hostile, "swept, ahead", s -> s.swept(0.2).unknown().noEnd().ahead = 0.05);
    add(hostile, "swept, our clock ahead", s -> s.swept(0.1).weAreOff(0.02, Duration.ofMinutes(3)));
    add(hostile, "swept, Date ahead", s -> s.swept(0.1).serverOff(0.1, Duration.ofHours(2)));
    for (var listed : List.of(NEWEST_FIRST, OLDEST_FIRST)) {
      var name = "swept, listed " + listed;
      add(
          hostile,
          name,
          s -> {
            s.swept(0.2).lies(UNKNOWN, listed).byNumber().noEnd().coarse().late = 0.3;
            s.pageSizeFrom = 3;
            s.pageSizeTo = 8;
            s.pollsMissNothing = true;
          });
      add(
          hostile,
          name + ", no totals",
          s -> s.swept(0.2).lies(UNKNOWN, listed).byNumber().noTotals().noEnd().coarse());
      add(
          hostile,
          name + ", dense, deletes",
          s ->
              s.swept(0.1).lies(UNKNOWN, listed).byNumber().noEnd().coarse().dense().deleted = 0.1);
      add(
          hostile,
          name + ", ties",
          s -> s.swept(0.1).lies(UNKNOWN, listed).byNumber().noEnd().coarse().ties(5).late = 0.3);
      add(
          hostile,
          name + ", rolls",
          s -> s.swept(0.1).lies(UNKNOWN, listed).byNumber().noEnd().rolls());
    }
  }

  /** Feeds whose past is read behind the newest events. */
  private static void addLanes(List<Scenario> hostile) {
    for (var parts : List.of(1, 3)) {
      var name = "behind in " + parts;
      add(hostile, name, s -> s.behind(parts).late = 0.3);
      add(hostile, name + ", crashes", s -> s.behind(parts).halfBatches = 0.1);
      add(hostile, name + ", faults", s -> s.behind(parts).faults = 0.2);
      add(hostile, name + ", bursts", s -> s.behind(parts).burst(60));
      add(hostile, name + ", newest first", s -> s.behind(parts).newest().byNumber().ties(5));
      add(hostile, name + ", clocks", s -> s.behind(parts).serverOff(0.3, Duration.ofMinutes(10)));
      add(hostile, name + ", cursor", s -> s.behind(parts).unknown().byCursor());
      add(hostile, name + ", swept", s -> s.behind(parts).swept(0.2));
    }
    add(
        hostile,
        "behind, our clock ahead at first",
        s -> s.behind(1).weAreOff(0.05, Duration.ZERO).ourFirstError = Duration.ofMinutes(40));
    add(hostile, "behind, timeless", s -> s.behind(3).withoutTime = 0.1);
    add(hostile, "behind, without an end", s -> s.behind(1).numbered().noEnd().late = 0.2);
    add(hostile, "behind, hidden", s -> s.behind(1).numbered().hidden = 0.2);
    add(hostile, "behind, everything", s -> everything(s.behind(3)));
  }

  /** Vendors that list rows in another order than they promise. */
  private static void addLies(List<Scenario> hostile) {
    for (var listed : List.of(NEWEST_FIRST, UNKNOWN)) {
      var name = "not oldest first but " + listed;
      add(hostile, name, s -> s.lies(OLDEST_FIRST, listed).late = 0.3);
      add(hostile, name + ", dense", s -> s.lies(OLDEST_FIRST, listed).backfill().dense());
      add(hostile, name + ", bursts", s -> s.lies(OLDEST_FIRST, listed).backfill().burst(60));
      add(hostile, name + ", cap", s -> s.lies(OLDEST_FIRST, listed).backfill().cap(50));
      add(
          hostile,
          name + ", small",
          s -> s.lies(OLDEST_FIRST, listed).backfill().bufferBytes = 2_500);
      add(hostile, name + ", numbered", s -> s.lies(OLDEST_FIRST, listed).byNumber().backfill());
    }
    for (var listed : List.of(OLDEST_FIRST, UNKNOWN)) {
      var name = "not newest first but " + listed;
      add(hostile, name, s -> s.lies(NEWEST_FIRST, listed).coarse().noEnd().late = 0.3);
      add(hostile, name + ", backfill", s -> s.lies(NEWEST_FIRST, listed).coarse().backfill());
      add(hostile, name + ", numbered", s -> s.lies(NEWEST_FIRST, listed).byNumber().coarse());
    }
  }

  private static void add(
      List<Scenario> all, String name, java.util.function.Consumer<Scenario> changes) {
    all.add(Scenario.named(name, changes));
    all.add(
        Scenario.named(
            name + ", at least once",
            s -> {
              changes.accept(s);
              s.exactlyOnce = false;
            }));
    all.add(
        Scenario.named(
            name + ", at least once, filter, flushed at once",
            s -> {
              changes.accept(s);
              s.exactlyOnce = false;
              s.filtered = 0.3;
              s.flushEvery = Duration.ZERO;
            }));
  }

  private static void everything(Scenario s) {
    s.late = 0.2;
    s.faults = 0.1;
    s.filtered = 0.2;
    s.halfBatches = 0.02;
    s.deleted = 0.05;
    s.withoutId = 0.05;
    s.rowsTwice = 0.05;
    s.beforeStart = 0.05;
    s.pageSizeChanges = true;
    s.burst(60);
  }
}
