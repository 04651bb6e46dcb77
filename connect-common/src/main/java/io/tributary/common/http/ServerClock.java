// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.http;

import io.tributary.common.error.Durations;
import io.tributary.common.pace.Present;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The vendor's clock as far as we know it: ours, corrected by the skew of the last HTTP {@code
 * Date}. Progress is a matter of {@link #present} instead, because the nodes of a cluster differ:
 * there the answer furthest behind counts of the last 30, and an answer more than 15 minutes off
 * our clock is not believed. Safe for use by several threads.
 */
public final class ServerClock implements InstantSource {
  /** The answers of so many requests count. */
  static final int ANSWERS = 30;

  /** The largest skew that is believed, in either direction. */
  public static final Duration LARGEST_SKEW = Duration.ofMinutes(15);

  /** Up to so far behind ours a clock may still show that ours is wrong. */
  static final Duration FURTHEST_BEHIND = Duration.ofDays(1);

  /** Two clocks may differ by so much and be equal: the dates of HTTP have whole seconds. */
  private static final Duration PRECISION = Duration.ofSeconds(2);

  private final InstantSource local;
  private final Deque<Duration> skews = new ArrayDeque<>();
  private Duration skew = Duration.ZERO;
  private Duration believed = Duration.ZERO;
  private Duration certain = Duration.ZERO;
  private Disbelieved disbelieved = new Disbelieved(0, Duration.ZERO);

  /**
   * The answers whose time was not believed.
   *
   * @param answers how many there have been
   * @param skew how far the last of them was ahead of our clock; negative when behind
   */
  public record Disbelieved(long answers, Duration skew) {}

  /** A server clock over the given local one. */
  public ServerClock(InstantSource local) {
    this.local = local;
  }

  /** Takes note of the time of an answer; HTTP dates have a precision of 1 s. */
  public synchronized void observe(Instant serverTime) {
    skew = Duration.between(local.instant(), serverTime);
    if (!isWithin(skew, LARGEST_SKEW)) {
      disbelieved = new Disbelieved(disbelieved.answers() + 1, skew);
    }
    skews.addLast(skew);
    if (skews.size() > ANSWERS) {
      skews.removeFirst();
    }
    believed = furthestBehind(LARGEST_SKEW);
    certain = furthestBehind(FURTHEST_BEHIND);
  }

  /** The vendor's time now, by its last answer. */
  @Override
  public synchronized Instant instant() {
    return local.instant().plus(skew);
  }

  /** The time of our clock, corrected by the given skew. */
  public Instant instant(Duration corrected) {
    return local.instant().plus(corrected);
  }

  /** Whether two skews differ by more than the precision of a date. */
  public static boolean differ(Duration one, Duration other) {
    return one.minus(other).abs().compareTo(PRECISION) > 0;
  }

  /** How far this machine's clock was off at the last answer, in words; empty if it was not. */
  String fault() {
    var now = skew();
    var side = now.isNegative() ? "ahead of" : "behind";
    return differ(now, Duration.ZERO)
        ? "this machine's clock is " + Durations.rough(now) + " " + side + " the server's"
        : "";
  }

  /** The present by both clocks. */
  public synchronized Present present() {
    var ours = local.instant();
    var theirs = ours.plus(believed);
    var furthest = ours.plus(certain);
    var earliest = theirs.isBefore(ours) ? theirs : ours;
    return new Present(
        furthest.isBefore(earliest) ? furthest : earliest,
        earliest,
        theirs.isBefore(ours) ? ours : theirs);
  }

  /** How far the vendor's clock was ahead of ours at its last answer; negative when behind. */
  public synchronized Duration skew() {
    return skew;
  }

  /** The answers that were too far from our clock to be believed. */
  public synchronized Disbelieved disbelieved() {
    return disbelieved;
  }

  /** The skew of the answer that was furthest behind, of those within the given bound. */
  private Duration furthestBehind(Duration bound) {
    var furthest = bound;
    var any = false;
    for (var one : skews) {
      if (isWithin(one, bound)) {
        furthest = one.compareTo(furthest) < 0 ? one : furthest;
        any = true;
      }
    }
    return any ? furthest : Duration.ZERO;
  }

  /** Whether a skew is at most the given one, in either direction. Negating would be costly. */
  private static boolean isWithin(Duration one, Duration bound) {
    return one.compareTo(bound) <= 0 && !one.plus(bound).isNegative();
  }
}
