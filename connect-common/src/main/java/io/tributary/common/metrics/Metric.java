package io.tributary.common.metrics;

/** A figure that a task shows: its name, its unit and what it means stand beside each other. */
public interface Metric {

  /** How a figure behaves. */
  enum Kind {
    /** Only grows while the task runs; zero when it starts. */
    COUNTER,
    /** Goes up and down. */
    GAUGE,
    /** The milliseconds since something happened; what is set is the instant of that. */
    AGE
  }

  /**
   * What is told of a figure.
   *
   * @param key its name in JMX, lower case with hyphens
   * @param unit what one of it is, such as {@code ms}
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
