package io.tributary.quickstart;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Connectors of one's own on the same worker, with no fakes: real vendors, a real Devo. */
final class OwnRun {
  private static final Duration TICK = Duration.ofSeconds(5);

  private final Layout layout;
  private final Shutdown shutdown;
  private final Terminal terminal;

  OwnRun(Layout layout, Shutdown shutdown, Terminal terminal) {
    this.layout = layout;
    this.shutdown = shutdown;
    this.terminal = terminal;
  }

  /**
   * Runs until it is told to stop.
   *
   * @return the exit status
   */
  int run(List<Path> paths) throws IOException, UserError, InterruptedException {
    var files = new ArrayList<ConnectorFile>();
    for (Path path : paths) {
      files.add(ConnectorFile.read(path));
    }
    terminal.line("Starting Kafka and Kafka Connect ...");
    var platform = shutdown.add(Platform.start(layout));
    shutdown.orderly();
    int kafka = Integer.parseInt(platform.bootstrapServers().replaceAll(".*:", ""));
    terminal.address("Kafka", platform.bootstrapServers(), kafka, Platform.KAFKA_PORT);
    terminal.address(
        "Connect REST", platform.rest().toString(), platform.rest().getPort(), Platform.REST_PORT);
    terminal.line("  %-14s %s".formatted("Log", layout.log()));

    var connectors = new Connectors(platform.client(), files);
    connectors.deploy();
    terminal.line("Running. Ctrl-C stops everything; --keep goes on from here the next time.");
    shutdown.farewell(() -> terminal.line("Stopped."));
    long start = System.nanoTime();
    while (!shutdown.await(TICK)) {
      long seconds = (System.nanoTime() - start) / 1_000_000_000;
      terminal.show(
          new Snapshot(seconds, platform.rest().toString(), List.of(), connectors.states()));
    }
    return 0;
  }
}
