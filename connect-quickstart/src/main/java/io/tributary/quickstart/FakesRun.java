// SPDX-License-Identifier: Apache-2.0
package io.tributary.quickstart;

import io.tributary.quickstart.demo.DemoFakes;
import io.tributary.quickstart.worker.Layout;
import io.tributary.quickstart.worker.QuickstartException;
import io.tributary.quickstart.worker.Shutdown;
import java.io.IOException;
import java.time.Duration;

/** Only the fakes, for a worker elsewhere: what docker-compose.yml starts. */
final class FakesRun {
  private static final Duration TICK = Duration.ofSeconds(3);

  private final Layout layout;
  private final Shutdown shutdown;
  private final Console terminal;

  FakesRun(Layout layout, Shutdown shutdown, Console terminal) {
    this.layout = layout;
    this.shutdown = shutdown;
    this.terminal = terminal;
  }

  /**
   * Runs until it is told to stop.
   *
   * @return the exit status
   */
  int run() throws IOException, QuickstartException, InterruptedException {
    var fakes = DemoFakes.start(layout);
    shutdown.add(fakes);
    shutdown.orderly();
    terminal.line("The fakes run; " + layout.properties() + " tells where.");
    while (!shutdown.await(TICK)) {
      fakes.trickle();
    }
    return 0;
  }
}
