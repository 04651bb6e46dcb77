// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.pace;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * The requests one credential may make, as {@code requests.limits} says: several limits at once,
 * each evenly spaced, such as {@code 20/1m,5000/1d} for one request every three seconds and at most
 * 5,000 a day. All tasks of a worker that share host, credential and limits share the budget.
 * Nothing waits here: it is asked how long to wait. Safe for use by several threads.
 */
public final class RequestBudget {
  private static final Pattern LIMIT = Pattern.compile("([1-9]\\d{0,8})/([1-9]\\d{0,5})([smhd])");
  private static final Duration LONGEST_PERIOD = Duration.ofDays(366);
  private static final Map<String, RequestBudget> SHARED = new ConcurrentHashMap<>();

  private final List<Bucket> buckets;

  private RequestBudget(List<Bucket> buckets) {
    this.buckets = buckets;
  }

  /** The budget of the given owner (host and credential, never in clear) in this worker. */
  public static RequestBudget shared(String owner, String limits) {
    return SHARED.computeIfAbsent(
        owner + ' ' + limits, key -> of(limits, TimeMeter.SYSTEM_NANOTIME));
  }

  /**
   * A budget of its own, with its own clock.
   *
   * @throws IllegalArgumentException if the limits cannot be read; the message says why
   */
  public static RequestBudget of(String limits, TimeMeter clock) {
    var buckets = new ArrayList<Bucket>();
    for (var limit : limits.isBlank() ? List.<String>of() : List.of(limits.split(",", -1))) {
      var spacing = spacing(limit.strip());
      buckets.add(
          Bucket.builder()
              .addLimit(Bandwidth.builder().capacity(1).refillGreedy(1, spacing).build())
              .withCustomTimePrecision(clock)
              .build());
    }
    return new RequestBudget(List.copyOf(buckets));
  }

  /** Takes one request out of the budget if it is there: zero. Otherwise how long until it is. */
  synchronized Duration reserve() {
    long wait = 0;
    for (var bucket : buckets) {
      wait = Math.max(wait, bucket.estimateAbilityToConsume(1).getNanosToWaitForRefill());
    }
    if (wait == 0) {
      buckets.forEach(bucket -> bucket.consumeIgnoringRateLimits(1));
    }
    return Duration.ofNanos(wait);
  }

  /** Counts a request that cannot wait, such as a login within a fetch: later ones wait longer. */
  public synchronized void spend() {
    buckets.forEach(bucket -> bucket.consumeIgnoringRateLimits(1));
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
      throw new IllegalArgumentException("must have periods of a year at most, got: " + limit);
    }
    return period.dividedBy(Long.parseLong(matcher.group(1)));
  }
}
