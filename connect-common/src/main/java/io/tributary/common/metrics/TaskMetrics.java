package io.tributary.common.metrics;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/** The figures of one task. Safe for use by several threads. */
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

  /** So much more of it. */
  public void add(M metric, long amount) {
    at(metric).addAndGet(amount);
  }

  /** It is now so much. */
  public void set(M metric, long value) {
    at(metric).set(value);
  }

  /** It is now so many milliseconds. */
  public void set(M metric, Duration time) {
    set(metric, time.toMillis());
  }

  /** It is now so many milliseconds, unless it was more before. */
  public void raise(M metric, Duration time) {
    at(metric).accumulateAndGet(time.toMillis(), Math::max);
  }

  /** From then on its age counts. */
  public void since(M metric, Instant when) {
    set(metric, when.toEpochMilli());
  }

  /** What it is now; an age is never below zero. */
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
