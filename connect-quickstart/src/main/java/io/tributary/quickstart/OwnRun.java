// SPDX-License-Identifier: Apache-2.0
package io.tributary.quickstart;

import io.tributary.quickstart.demo.Faults;
import io.tributary.quickstart.demo.Snapshot;
import io.tributary.quickstart.page.PageModel;
import io.tributary.quickstart.page.StatusPage;
import io.tributary.quickstart.worker.ConnectorFile;
import io.tributary.quickstart.worker.Connectors;
import io.tributary.quickstart.worker.Layout;
import io.tributary.quickstart.worker.Ledgers;
import io.tributary.quickstart.worker.Platform;
import io.tributary.quickstart.worker.QuickstartException;
import io.tributary.quickstart.worker.Shutdown;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The user's connectors on the same worker, without fakes: real vendors and a real Devo. */
final class OwnRun {
  private static final Duration TICK = Duration.ofSeconds(1);
  private static final int TICKS_A_LINE = 5;

  private final Layout layout;
  private final Shutdown shutdown;
  private final Console terminal;

  OwnRun(Layout layout, Shutdown shutdown, Console terminal) {
    this.layout = layout;
    this.shutdown = shutdown;
    this.terminal = terminal;
  }

  /**
   * Runs until the JVM is stopped.
   *
   * @return the exit status
   */
  int run(List<Path> paths) throws IOException, QuickstartException, InterruptedException {
    var files = new ArrayList<ConnectorFile>();
    for (Path path : paths) {
      files.add(ConnectorFile.read(path).onOneBroker());
    }
    terminal.line("Starting Kafka and Kafka Connect ...");
    var faults = Faults.none();
    var page = shutdown.add(StatusPage.start(StatusPage.PORT, faults));
    var platform = shutdown.add(Platform.start(layout, files));
    shutdown.orderly();
    terminal.addresses(platform, page, layout);

    var connectors = new Connectors(platform.client(), files);
    connectors.deploy();
    terminal.line(
        "Running. Press Ctrl-C to stop everything. With --keep, the next run continues from here.");
    shutdown.farewell(() -> terminal.line("Stopped."));
    var model = PageModel.of(layout, platform, faults, again(paths));
    var ledgers = shutdown.add(Ledgers.of(platform, files));
    var watch = new Watch(now -> List.of(), connectors, ledgers, faults, model, page);
    for (long tick = 1; !shutdown.await(TICK); tick++) {
      Snapshot now = watch.look();
      if (tick % TICKS_A_LINE == 0) {
        terminal.show(now);
      }
    }
    return 0;
  }

  /** The command that continues with these files, in which a shell sees each path as one word. */
  static String again(List<Path> paths) {
    var words = paths.stream().map(path -> "'" + path.toString().replace("'", "'\\''") + "'");
    return "./quickstart --keep " + words.collect(Collectors.joining(" "));
  }
}
