// SPDX-License-Identifier: Apache-2.0
package io.tributary.benchmarks.process;

/** A line of the table: a figure and what it should be. */
public record Row(
    String name, double figure, double must, double aim, boolean atLeast, String unit) {

  /** A figure that should be no lower. */
  public static Row atLeast(String name, double figure, double must, double aim, String unit) {
    return new Row(name, figure, must, aim, true, unit);
  }

  /** A figure that should be no higher. */
  public static Row atMost(String name, double figure, double must, double aim, String unit) {
    return new Row(name, figure, must, aim, false, unit);
  }

  /** A figure that has no bound. */
  public static Row figure(String name, double figure, String unit) {
    return new Row(name, figure, Double.NaN, Double.NaN, true, unit);
  }

  boolean holds() {
    return keeps(must);
  }

  @Override
  public String toString() {
    var verdict = keeps(aim) ? "" : holds() ? "aim missed" : "MISSED";
    return "%-58s %10s %10s %10s  %s"
        .formatted(name, text(figure), text(must), text(aim), verdict)
        .stripTrailing();
  }

  private boolean keeps(double bound) {
    return Double.isNaN(bound) || (atLeast ? figure >= bound : figure <= bound);
  }

  private String text(double number) {
    return Double.isNaN(number)
        ? ""
        : (number >= 100 || number == Math.rint(number) ? "%,.0f" : "%.2f").formatted(number)
            + unit;
  }
}
