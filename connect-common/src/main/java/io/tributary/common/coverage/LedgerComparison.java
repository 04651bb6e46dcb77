// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.coverage;

import io.tributary.common.json.Timestamps;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Compares the records of a topic with a ledger, hour by hour. Records of the same key and time
 * count once. Several feeds in one topic add up. Not thread-safe.
 */
public final class LedgerComparison {
  private static final Duration HOUR = Duration.ofHours(1);

  private final Instant from;
  private final Instant to;
  private final Map<Instant, Set<Long>> sent = new HashMap<>();
  private final Map<Instant, Map<String, HourCoverage>> claims = new HashMap<>();
  private final Set<String> feeds = new TreeSet<>();

  /** What is wrong with an hour. */
  public enum Kind {
    /** The topic has fewer events than the ledger. */
    MISSING,
    /** The topic has more events than the ledger. */
    EXTRA,
    /** The topic has as many events as the ledger, but others. */
    OTHER,
    /** A feed has no record of the hour. */
    NO_RECORD,
    /** The vendor has purged the hour, perhaps before it was read. */
    GAP,
    /** No sweep has proven the hour. */
    UNPROVEN
  }

  /**
   * An hour that is not proven or not equal.
   *
   * @param events how many events are missing or extra, otherwise 0
   */
  public record Difference(Instant hour, Kind kind, long events) {}

  /**
   * Compares the whole hours between two times, UTC.
   *
   * @throws IllegalArgumentException if there are none
   */
  public LedgerComparison(Instant from, Instant to) {
    var first = HourCoverage.hourOf(from);
    this.from = first.equals(from) ? first : first.plus(HOUR);
    this.to = HourCoverage.hourOf(to);
    if (!this.from.isBefore(this.to)) {
      throw new IllegalArgumentException("no whole hour lies between " + from + " and " + to);
    }
  }

  /** Returns how many hours are compared. */
  public long hours() {
    return Duration.between(from, to).toHours();
  }

  /** Counts a record of the topic, unless it has no time. */
  public void sent(String key, @Nullable String eventTime) {
    if (eventTime == null) {
      return;
    }
    Timestamps.parse(eventTime)
        .map(HourCoverage::hourOf)
        .filter(this::isCompared)
        .ifPresent(hour -> add(sent, hour, HourCoverage.digest(key, eventTime)));
  }

  private static void add(Map<Instant, Set<Long>> all, Instant hour, long digest) {
    all.computeIfAbsent(hour, each -> new HashSet<>()).add(digest);
  }

  /** Takes a record of the ledger. Of each hour the last complete one counts, else a gap. */
  public void claimed(String feed, HourCoverage claim) {
    feeds.add(feed);
    if (!isCompared(claim.hour())) {
      return;
    }
    claims
        .computeIfAbsent(claim.hour(), hour -> new HashMap<>())
        .merge(feed, claim, (old, next) -> next.verdict().isWeakerThan(old.verdict()) ? old : next);
  }

  private boolean isCompared(Instant hour) {
    return !hour.isBefore(from) && hour.isBefore(to);
  }

  /** Returns what differs, the oldest hour first: nothing if all hours are proven and equal. */
  public List<Difference> differences() {
    var all = new ArrayList<Difference>();
    for (var hour = from; hour.isBefore(to); hour = hour.plus(HOUR)) {
      var difference = difference(hour);
      if (difference != null) {
        all.add(difference);
      }
    }
    return all;
  }

  private @Nullable Difference difference(Instant hour) {
    var claimed = claims.getOrDefault(hour, Map.of());
    if (claimed.isEmpty() || claimed.size() < feeds.size()) {
      return new Difference(hour, Kind.NO_RECORD, 0);
    }
    var listed = 0L;
    var digest = 0L;
    for (var claim : claimed.values()) {
      if (claim.verdict() != Verdict.COMPLETE) {
        return new Difference(hour, claim.verdict() == Verdict.GAP ? Kind.GAP : Kind.UNPROVEN, 0);
      }
      listed += claim.listed();
      digest += claim.digest();
    }
    var found = sent.getOrDefault(hour, Set.of());
    var missing = listed - found.size();
    if (missing != 0) {
      return new Difference(hour, missing > 0 ? Kind.MISSING : Kind.EXTRA, Math.abs(missing));
    }
    var sum = found.stream().mapToLong(Long::longValue).sum();
    return sum == digest ? null : new Difference(hour, Kind.OTHER, 0);
  }
}
