package io.tributary.quickstart;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The demonstration: from three fake vendors through Kafka into a fake Devo. */
final class DemoRun {
  private static final Duration TICK = Duration.ofSeconds(1);
  private static final Duration CHECK_TIMEOUT = Duration.ofSeconds(150);

  /**
   * A repeated event would come with the next rounds: so many requests are awaited after the end.
   */
  private static final int REQUESTS_AFTER = 2;

  private final Layout layout;
  private final Shutdown shutdown;
  private final Terminal terminal;

  DemoRun(Layout layout, Shutdown shutdown, Terminal terminal) {
    this.layout = layout;
    this.shutdown = shutdown;
    this.terminal = terminal;
  }

  /**
   * Runs until it is told to stop or, as a check, until the verdict.
   *
   * @return the exit status
   */
  int run(boolean check) throws IOException, UserError, InterruptedException {
    List<ConnectorFile> files = ConnectorFile.readAll(layout.examples());
    terminal.line(
        "Starting Kafka, Kafka Connect, a fake Kiteworks, CloudSEK, ThreatQ and Devo ...");
    var fakes = DemoFakes.start(layout);
    shutdown.add(() -> end(fakes));
    var page = shutdown.add(StatusPage.start(StatusPage.PORT));
    var platform = shutdown.add(Platform.start(layout));
    shutdown.orderly();
    addresses(platform, page);

    var connectors = new Connectors(platform.client(), files);
    connectors.deploy();
    terminal.line(
        "Created from config-examples/quickstart (with requests.limits lifted): " + names(files));
    var watch = new Watch(fakes, connectors, platform.rest().toString(), page);
    return check ? check(watch) : watchUntilStopped(watch);
  }

  private int watchUntilStopped(Watch watch) throws IOException, InterruptedException {
    terminal.line("New events keep coming. Ctrl-C stops everything.");
    shutdown.farewell(() -> terminal.line("Stopped."));
    for (long tick = 1; !shutdown.await(TICK); tick++) {
      if (tick % 3 == 0) {
        watch.fakes().trickle();
      }
      terminal.show(watch.look());
    }
    return 0;
  }

  private int check(Watch watch) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + CHECK_TIMEOUT.toNanos();
    Snapshot last = watch.look();
    var requests = new ArrayList<Integer>();
    while (System.nanoTime() < deadline && !last.anyFailed() && !shutdown.await(TICK)) {
      last = watch.look();
      terminal.show(last);
      if (!last.complete()) {
        requests.clear();
      } else if (requests.isEmpty()) {
        requests.addAll(watch.requests(last));
      } else if (watch.moreSince(requests, last, REQUESTS_AFTER)) {
        break;
      }
    }
    Snapshot end = last;
    shutdown.farewell(() -> terminal.verdict(end));
    return end.complete() ? 0 : 1;
  }

  private void end(DemoFakes fakes) throws IOException {
    try (fakes) {
      fakes.keep(layout);
    }
  }

  private void addresses(Platform platform, StatusPage page) {
    int kafka = Integer.parseInt(platform.bootstrapServers().replaceAll(".*:", ""));
    terminal.address("Kafka", platform.bootstrapServers(), kafka, Platform.KAFKA_PORT);
    terminal.address(
        "Connect REST", platform.rest().toString(), platform.rest().getPort(), Platform.REST_PORT);
    terminal.address("Live page", page.url().toString(), page.url().getPort(), StatusPage.PORT);
    terminal.line("  %-14s %s".formatted("Log", layout.log()));
  }

  private static String names(List<ConnectorFile> files) {
    return String.join(", ", files.stream().map(ConnectorFile::name).toList());
  }
}
