// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.metrics;

/** A metric of a task, with its name, its unit and its meaning. */
public interface Metric {

  /** How the value of a metric changes. */
  enum Kind {
    /** Only grows while the task runs, from zero. */
    COUNTER,
    /** Goes up and down. */
    GAUGE,
    /** The milliseconds since an event, whose instant is set. */
    AGE
  }

  /**
   * The description of a metric.
   *
   * @param key its name in JMX, lower case with hyphens
   * @param unit the unit, such as {@code ms}
   * @param meaning one sentence for operators
   */
  record Entry(String key, Kind kind, String unit, String meaning) {}

  Entry entry();

  default String key() {
    return entry().key();
  }

  default Kind kind() {
    return entry().kind();
  }

  default String unit() {
    return entry().unit();
  }

  default String meaning() {
    return entry().meaning();
  }
}
