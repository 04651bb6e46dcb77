// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.coverage;

import io.tributary.common.checkpoint.SeenIds;
import io.tributary.common.event.Event;
import io.tributary.common.json.Timestamps;
import io.tributary.common.vendor.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/**
 * Counts what one sweep lists, by hour, and judges each hour. Passes over a list may repeat its
 * rows. Not thread-safe.
 */
final class SweepTally {
  private static final Duration HOUR = Duration.ofHours(1);

  private final Window window;
  private final Set<Long> identities = new HashSet<>();
  private final NavigableMap<Instant, Hour> hours = new TreeMap<>();
  private Instant first = Instant.MAX;
  private boolean doubtful;

  /** The events of an hour: their digests, the sum of these, and the time of the last one. */
  private static final class Hour {
    private final Set<Long> digests = new HashSet<>();
    private long sum;
    private Instant last = Instant.MIN;

    void add(String key, Instant time) {
      var digest = HourCoverage.digest(key, Timestamps.text(time));
      if (digests.add(digest)) {
        sum += digest;
      }
      last = time.isAfter(last) ? time : last;
    }
  }

  /** The hours from one to another, both inclusive, in which events were purged. */
  private record Gap(Instant from, Instant to) {
    static final Gap NONE = new Gap(Instant.MAX, Instant.MIN);

    boolean contains(Instant hour) {
      return !hour.isBefore(from) && !hour.isAfter(to);
    }
  }

  SweepTally(Window window) {
    this.window = window;
  }

  /** Counts rows that the vendor lists, each event once. */
  void listed(List<Event> rows) {
    for (var row : rows) {
      identities.add(row.digest());
      var time = row.time();
      if (time != null && isInWindow(time)) {
        hours.computeIfAbsent(HourCoverage.hourOf(time), hour -> new Hour()).add(row.id(), time);
        first = time.isBefore(first) ? time : first;
      }
    }
  }

  /** Notes that rows may have been left out, so that nothing is proven. */
  void doubt() {
    doubtful = true;
  }

  boolean isInWindow(Instant time) {
    return !time.isBefore(window.from()) && time.isBefore(window.to());
  }

  /**
   * Returns the hours that lie wholly within the window, after it has been read to its end.
   *
   * @param before the events that were remembered when the window was opened
   * @param since events older than this, UTC, are not sent any more
   * @param followed the feed has been polled without interruption since then, UTC
   * @param late how many events sweeps have found, by hour
   */
  List<HourCoverage> hours(
      SeenIds before, Instant since, Instant followed, Map<Instant, Long> late) {
    var from = since.isAfter(window.from()) ? since : window.from();
    var gap = gap(before);
    var all = new ArrayList<HourCoverage>();
    var nothing = new Hour();
    for (var hour = firstHour(from);
        !hour.plus(HOUR).isAfter(window.to());
        hour = hour.plus(HOUR)) {
      var events = hours.getOrDefault(hour, nothing);
      var verdict = verdict(hour, gap, followed);
      var found = late.getOrDefault(hour, 0L);
      all.add(new HourCoverage(hour, events.digests.size(), events.sum, found, verdict));
    }
    return all;
  }

  private static Instant firstHour(Instant from) {
    var hour = HourCoverage.hourOf(from);
    return hour.equals(from) ? hour : hour.plus(HOUR);
  }

  private Verdict verdict(Instant hour, Gap gap, Instant followed) {
    if (gap.contains(hour)) {
      return Verdict.GAP;
    }
    // Only an older row shows that the vendor had not purged an hour before it was first read.
    var isKept = !hour.isBefore(followed) || !first.isAfter(hour);
    return doubtful || !isKept ? Verdict.UNPROVEN : Verdict.COMPLETE;
  }

  /**
   * A vendor purges the older part of its log. What was sent before and is not listed any more
   * shows how far, at least, and the next row how far at most.
   */
  private Gap gap(SeenIds before) {
    var gone =
        before
            .secondsWithout(identities::contains)
            .filter(second -> !Instant.ofEpochSecond(second).isBefore(window.from()))
            .filter(second -> !Instant.ofEpochSecond(second + 1).isAfter(window.to()))
            .summaryStatistics();
    if (gone.getCount() == 0) {
      return Gap.NONE;
    }
    var last = Instant.ofEpochSecond(gone.getMax());
    var to =
        hours.tailMap(HourCoverage.hourOf(last), true).entrySet().stream()
            .filter(hour -> hour.getValue().last.isAfter(last))
            .map(Map.Entry::getKey)
            .findFirst()
            .orElse(window.to());
    return new Gap(HourCoverage.hourOf(Instant.ofEpochSecond(gone.getMin())), to);
  }
}
