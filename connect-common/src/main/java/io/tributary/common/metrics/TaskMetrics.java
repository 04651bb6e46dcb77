// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.metrics;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/** The metrics of one task. Safe for use by several threads. */
public final class TaskMetrics<M extends Enum<M> & Metric> {
  private final Map<M, AtomicLong> values;
  private final InstantSource clock;

  /** All at zero, and ages counted from now. */
  public TaskMetrics(Class<M> type, InstantSource clock) {
    this.clock = clock;
    values = new EnumMap<>(type);
    for (var metric : type.getEnumConstants()) {
      var age = metric.kind() == Metric.Kind.AGE;
      values.put(metric, new AtomicLong(age ? clock.millis() : 0));
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

  /** Sets the instant from which the age counts. */
  public void since(M metric, Instant when) {
    set(metric, when.toEpochMilli());
  }

  /** The current value; an age is never below zero. */
  public long value(M metric) {
    var value = at(metric).get();
    return metric.kind() == Metric.Kind.AGE ? Math.max(0, clock.millis() - value) : value;
  }

  Set<M> all() {
    return values.keySet();
  }

  private AtomicLong at(M metric) {
    return Objects.requireNonNull(values.get(metric));
  }
}
