// SPDX-License-Identifier: Apache-2.0
package io.tributary.tool.io;

import io.tributary.common.error.ForeignText;
import java.io.PrintStream;

/** One line on the terminal that shows the progress of long work; without a terminal, nothing. */
public final class ProgressBar implements AutoCloseable {
  private static final int WIDTH = 20;
  private static final String CLEAR = "\r\u001b[K";

  private final PrintStream out;
  private final boolean shown;
  private final int steps;
  private int done;

  /** A bar with this many steps on standard error, shown if that is a terminal. */
  public ProgressBar(int steps) {
    this(steps, System.err, SystemConsole.console().isPresent());
  }

  ProgressBar(int steps, PrintStream out, boolean shown) {
    this.steps = steps;
    this.out = out;
    this.shown = shown;
  }

  /** Shows what the next step does. */
  public void step(String what) {
    if (shown) {
      var filled = WIDTH * done / Math.max(1, steps);
      out.printf(
          "%s[%s%s] %d/%d %s",
          CLEAR,
          "#".repeat(filled),
          ".".repeat(WIDTH - filled),
          done,
          steps,
          ForeignText.line(what));
      out.flush();
    }
    done = Math.min(done + 1, steps);
  }

  @Override
  public void close() {
    if (shown) {
      out.print(CLEAR);
      out.flush();
    }
  }
}
