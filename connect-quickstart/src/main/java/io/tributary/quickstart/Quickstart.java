// SPDX-License-Identifier: Apache-2.0
package io.tributary.quickstart;

import io.tributary.quickstart.reference.ReferencePages;
import io.tributary.quickstart.worker.Layout;
import io.tributary.quickstart.worker.QuickstartException;
import io.tributary.quickstart.worker.Shutdown;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code ./quickstart}. */
@Command(
    name = "./quickstart",
    description = {
      "Runs Kafka, Kafka Connect and the connectors in one process.",
      "",
      "Without files: a demonstration, from fake vendors through Kafka into the tables of a fake"
          + " Devo.",
      "With files: your connectors against real systems. A file looks like"
          + " {\"name\": \"…\", \"config\": {…}}; config-examples/ has one for each connector.",
      ""
    },
    sortOptions = false)
final class Quickstart implements Callable<Integer> {
  @Option(
      names = "--check",
      description = "Run the demonstration until every event has arrived, say so, and end.")
  private boolean check;

  @Option(names = "--keep", description = "Go on where the last run stopped; else all starts anew.")
  private boolean keep;

  @Option(
      names = "--fakes",
      hidden = true,
      description = "Start the fakes only, for a worker elsewhere.")
  private boolean fakes;

  @Option(
      names = "--write-docs",
      hidden = true,
      description = "Write the generated pages of docs/.")
  private boolean writeDocs;

  @Option(names = "--root", hidden = true)
  private Path root = Path.of("");

  // Picocli itself reads it.
  @SuppressWarnings("UnusedVariable")
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  private boolean help;

  @Parameters(paramLabel = "FILE", description = "Connectors to create, such as my-source.json.")
  private List<Path> files = List.of();

  /** Ends the JVM with the status of the command. */
  public static void main(String[] args) {
    var command =
        new CommandLine(new Quickstart())
            .setExecutionExceptionHandler(
                (failure, line, result) -> {
                  if (failure instanceof QuickstartException) {
                    System.err.println(failure.getMessage());
                    return 1;
                  }
                  throw failure;
                });
    System.exit(command.execute(args));
  }

  @Override
  public Integer call() throws Exception {
    if (writeDocs) {
      ReferencePages.write(
          Layout.demo(root.toAbsolutePath()), Files.createTempDirectory("tributary-docs"));
      return 0;
    }
    if (check && !files.isEmpty()) {
      throw new QuickstartException("--check runs the demonstration; it takes no files.");
    }
    var home = root.toAbsolutePath().normalize();
    var layout = files.isEmpty() ? Layout.demo(home) : Layout.own(home);
    layout.prepare(keep);
    logTo(layout);
    var shutdown = new Shutdown();
    shutdown.install();
    try {
      return run(layout, shutdown, new Console(System.out));
    } catch (RuntimeException e) {
      if (shutdown.begun()) {
        // What was asked while the worker went away.
        return 0;
      }
      throw e;
    } finally {
      shutdown.orderly();
    }
  }

  private int run(Layout layout, Shutdown shutdown, Console terminal) throws Exception {
    if (fakes) {
      return new FakesRun(layout, shutdown, terminal).run();
    }
    return files.isEmpty()
        ? new DemoRun(layout, shutdown, terminal).run(check)
        : new OwnRun(layout, shutdown, terminal).run(files);
  }

  /** Before anything logs: log4j2.properties reads both when it is loaded. */
  private void logTo(Layout layout) {
    System.setProperty("quickstart.log", layout.log().toString());
    System.setProperty("quickstart.console", files.isEmpty() ? "warn" : "info");
  }
}
