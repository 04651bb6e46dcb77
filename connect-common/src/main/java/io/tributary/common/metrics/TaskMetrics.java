// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.metrics;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** The metrics and the journal of one task. Safe for use by several threads. */
public final class TaskMetrics<M extends Enum<M> & Metric> {
  private final Map<M, AtomicLong> values;
  private final InstantSource clock;
  private final LongSupplier nanoTime;
  private final Journal journal;

  /** All values are zero, and ages count from now. */
  public TaskMetrics(Class<M> type, InstantSource clock) {
    this(type, clock, System::nanoTime);
  }

  /** The same with another monotonic clock, in nanoseconds. */
  public TaskMetrics(Class<M> type, InstantSource clock, LongSupplier nanoTime) {
    this.clock = clock;
    this.nanoTime = nanoTime;
    this.journal = new Journal(InstantSource.system(), nanoTime);
    values = new EnumMap<>(type);
    for (var metric : type.getEnumConstants()) {
      var age = metric.kind() == Metric.Kind.AGE;
      values.put(metric, new AtomicLong(age ? nanoTime.getAsLong() : 0));
    }
  }

  /** Adds the given amount. */
  public void add(M metric, long amount) {
    at(metric).addAndGet(amount);
  }

  /** Sets the value. */
  public void set(M metric, long value) {
    at(metric).set(value);
  }

  /** Sets the value, in milliseconds. */
  public void set(M metric, Duration time) {
    set(metric, time.toMillis());
  }

  /** Raises the value to the given milliseconds, unless it is higher already. */
  public void raise(M metric, Duration time) {
    at(metric).accumulateAndGet(time.toMillis(), Math::max);
  }

  /**
   * Sets the instant from which the age counts; one in the future counts as now. From then on the
   * age grows by a monotonic clock, so setting a wall clock does not change it.
   */
  public void since(M metric, Instant when) {
    var age = Math.max(0, clock.millis() - when.toEpochMilli());
    set(metric, nanoTime.getAsLong() - TimeUnit.MILLISECONDS.toNanos(age));
  }

  /** The current value; an age is never below zero. */
  public long value(M metric) {
    var value = at(metric).get();
    return metric.kind() == Metric.Kind.AGE
        ? TimeUnit.NANOSECONDS.toMillis(nanoTime.getAsLong() - value)
        : value;
  }

  /** What must not only be counted. */
  public Journal journal() {
    return journal;
  }

  Set<M> all() {
    return values.keySet();
  }

  private AtomicLong at(M metric) {
    return Objects.requireNonNull(values.get(metric));
  }
}
