// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.pace;

import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The number of requests that one credential may make, as set by {@code requests.limits}. Several
 * limits apply at once, each evenly spaced, such as {@code 20/1m,5000/1d} for one request every
 * three seconds and at most 5,000 a day. All users of a credential on a worker share one budget, to
 * which the limits of each apply, and a {@code Retry-After} that one of them got holds all. It
 * never blocks: it returns how long to wait. Thread-safe.
 */
public final class RequestBudget implements AutoCloseable {
  private static final Pattern LIMIT = Pattern.compile("([1-9]\\d{0,8})/([1-9]\\d{0,5})([smhd])");
  private static final Duration LONGEST_PERIOD = Duration.ofDays(366);
  private static final Map<String, CredentialUsage> SHARED = new ConcurrentHashMap<>();

  private final CredentialUsage usage;
  private final CredentialUsage ownUsage;
  private final List<Duration> spacings;
  private final List<Duration> ownSpacings;
  private final Duration longestHold;
  private final AtomicBoolean open = new AtomicBoolean(true);

  private RequestBudget(
      CredentialUsage usage,
      CredentialUsage ownUsage,
      List<Duration> spacings,
      int tasks,
      Duration longestHold) {
    this.usage = usage;
    this.ownUsage = ownUsage;
    this.spacings = spacings;
    this.ownSpacings = spacings.stream().map(all -> all.multipliedBy(tasks)).toList();
    this.longestHold = longestHold;
    usage.join(spacings);
    ownUsage.join(tasks == 1 ? List.of() : ownSpacings);
  }

  /**
   * Returns this worker's budget for the given owner, an address and a hashed credential. The
   * limits apply to everybody with the same owner until it is closed.
   *
   * @param tasks the number of tasks, on any worker, of which each has an equal share of the limits
   * @param longestHold the longest wait that a server may ask for
   */
  public static RequestBudget shared(String owner, String limits, int tasks, Duration longestHold) {
    var clock = TimeMeter.SYSTEM_NANOTIME;
    var usage = SHARED.computeIfAbsent(owner, key -> new CredentialUsage(clock));
    return new RequestBudget(
        usage, new CredentialUsage(clock), spacings(limits), tasks, longestHold);
  }

  /**
   * Returns a budget that is not shared, with its own clock.
   *
   * @throws IllegalArgumentException if the limits cannot be parsed; the message gives the reason
   */
  public static RequestBudget of(String limits, TimeMeter clock) {
    return new RequestBudget(
        new CredentialUsage(clock),
        new CredentialUsage(clock),
        spacings(limits),
        1,
        RetryPolicy.RETRY_AFTER_MAX);
  }

  /**
   * Takes one request from the budget and returns zero, or returns the time until one is available.
   */
  Duration reserve() {
    return reserveWithin(Duration.ZERO);
  }

  /**
   * Takes the next request from the budget if it may be made within the given time, and returns how
   * long to wait before it is made. Otherwise nothing was taken, and the returned wait is longer.
   */
  public Duration reserveWithin(Duration longest) {
    var own = ownUsage.untilFree();
    if (own.compareTo(longest) > 0) {
      return own;
    }
    var wait = usage.reserve(longest);
    if (wait.compareTo(longest) <= 0) {
      ownUsage.spend();
    }
    return wait.compareTo(own) > 0 ? wait : own;
  }

  /** Returns the time between two requests that the tightest of these limits allows. */
  public Duration spacing() {
    return ownSpacings.stream().max(Comparator.naturalOrder()).orElse(Duration.ZERO);
  }

  /**
   * Counts a request that cannot wait, such as a login within a fetch. Later requests wait longer.
   */
  public void spend() {
    usage.spend();
    ownUsage.spend();
  }

  /**
   * Allows nobody with this credential a request for the time that a server asked for, cut to the
   * longest one allowed.
   */
  public void hold(Duration asked) {
    usage.hold(asked.compareTo(longestHold) < 0 ? asked : longestHold);
  }

  /** Ends the limits. What was spent stays spent. */
  @Override
  public void close() {
    if (open.getAndSet(false)) {
      usage.leave(spacings);
    }
  }

  /**
   * Closes this, and ends a hold that nobody is left to wait for, so that a task which an operator
   * restarts asks at once.
   */
  public void closeAndRelease() {
    close();
    usage.releaseIfUnused();
  }

  private static List<Duration> spacings(String limits) {
    return limits.isBlank()
        ? List.of()
        : Stream.of(limits.split(",", -1)).map(limit -> spacing(limit.strip())).toList();
  }

  private static Duration spacing(String limit) {
    var matcher = LIMIT.matcher(limit);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "must be limits such as 20/1m,5000/1d (requests / period in s, m, h or d), got: "
              + limit);
    }
    var count = Long.parseLong(matcher.group(2));
    var period =
        switch (matcher.group(3)) {
          case "s" -> Duration.ofSeconds(count);
          case "m" -> Duration.ofMinutes(count);
          case "h" -> Duration.ofHours(count);
          default -> Duration.ofDays(count);
        };
    if (period.compareTo(LONGEST_PERIOD) > 0) {
      throw new IllegalArgumentException("must not have periods longer than a year, got: " + limit);
    }
    return period.dividedBy(Long.parseLong(matcher.group(1)));
  }
}
