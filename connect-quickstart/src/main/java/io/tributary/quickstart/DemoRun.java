// SPDX-License-Identifier: Apache-2.0
package io.tributary.quickstart;

import static java.util.stream.Collectors.joining;

import io.tributary.quickstart.demo.DemoFakes;
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
import io.tributary.testkit.vendor.VendorFixture;
import io.tributary.testkit.vendor.Vendors;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The demonstration: from fake vendors through Kafka into a fake Devo. */
final class DemoRun {
  private static final Duration TICK = Duration.ofSeconds(1);

  /** Long enough for all events to be in their tables for a while before new ones arrive. */
  private static final int TICKS_A_TRICKLE = 5;

  private static final Duration CHECK_TIMEOUT = Duration.ofSeconds(150);

  /**
   * Duplicates would arrive with the next pulls, so the check awaits this many further requests.
   */
  private static final int REQUESTS_AFTER = 2;

  private final Layout layout;
  private final Shutdown shutdown;
  private final Console terminal;

  DemoRun(Layout layout, Shutdown shutdown, Console terminal) {
    this.layout = layout;
    this.shutdown = shutdown;
    this.terminal = terminal;
  }

  /**
   * Runs until the JVM is stopped or, with {@code --check}, until the verdict.
   *
   * @return the exit status
   */
  int run(boolean check) throws IOException, QuickstartException, InterruptedException {
    List<ConnectorFile> files = ConnectorFile.readAll(layout.examples());
    terminal.line(
        "Starting Kafka, Kafka Connect, a fake "
            + Vendors.all().stream().map(VendorFixture::title).collect(joining(", "))
            + " and Devo ...");
    var fakes = DemoFakes.start(layout);
    shutdown.add(() -> end(fakes));
    // A check counts the events that exist when it begins.
    var faults = check ? Faults.none() : Faults.of(fakes.faults(), fakes::burst);
    var page = shutdown.add(StatusPage.start(StatusPage.PORT, faults));
    var platform = shutdown.add(Platform.start(layout, files));
    shutdown.orderly();
    terminal.addresses(platform, page, layout);

    var connectors = new Connectors(platform.client(), files);
    connectors.deploy();
    terminal.line(
        "Created from config-examples/quickstart (with requests.limits lifted): " + names(files));
    var model = PageModel.of(layout, platform, faults, "");
    var ledgers = shutdown.add(Ledgers.of(platform, files));
    var watch = new Watch(fakes::look, connectors, ledgers, faults, model, page);
    return check ? check(fakes, watch) : watchUntilStopped(fakes, watch);
  }

  private int watchUntilStopped(DemoFakes fakes, Watch watch)
      throws IOException, InterruptedException {
    terminal.line("New events keep arriving. Press Ctrl-C to stop everything.");
    shutdown.farewell(() -> terminal.line("Stopped."));
    for (long tick = 1; !shutdown.await(TICK); tick++) {
      if (tick % TICKS_A_TRICKLE == 0) {
        fakes.trickle();
      }
      terminal.show(watch.look());
    }
    return 0;
  }

  private int check(DemoFakes fakes, Watch watch) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + CHECK_TIMEOUT.toNanos();
    Snapshot last = watch.look();
    var requests = new ArrayList<Integer>();
    while (System.nanoTime() < deadline && !last.anyFailed() && !shutdown.await(TICK)) {
      last = watch.look();
      terminal.show(last);
      if (!last.complete()) {
        requests.clear();
      } else if (requests.isEmpty()) {
        requests.addAll(fakes.requests());
      } else if (haveAnswered(requests, fakes.requests())) {
        break;
      }
    }
    Snapshot end = last;
    shutdown.farewell(() -> terminal.verdict(end));
    return end.complete() ? 0 : 1;
  }

  /** Whether each vendor has answered enough requests since then. */
  private static boolean haveAnswered(List<Integer> before, List<Integer> now) {
    return IntStream.range(0, before.size())
        .allMatch(i -> now.get(i) >= before.get(i) + REQUESTS_AFTER);
  }

  private void end(DemoFakes fakes) throws IOException {
    try (fakes) {
      fakes.keep(layout);
    }
  }

  private static String names(List<ConnectorFile> files) {
    return String.join(", ", files.stream().map(ConnectorFile::name).toList());
  }
}
