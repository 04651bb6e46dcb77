// SPDX-License-Identifier: Apache-2.0
package io.tributary.benchmarks;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.tributary.benchmarks.process.Meter;
import io.tributary.benchmarks.process.NothingStored;
import io.tributary.benchmarks.process.Options;
import io.tributary.benchmarks.process.Rows;
import io.tributary.benchmarks.process.Tally;
import io.tributary.testkit.vendor.Vendors;
import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import org.apache.kafka.connect.source.SourceTask;

/**
 * One process that reads {@code events} events from a vendor, after a warm-up over the same: with
 * {@code mode=task} the task, with {@code floor} what any reader must do, with {@code drop} the
 * same requests one after another.
 */
final class SourceRun {
  private static final long PATIENCE = 30_000_000_000L;

  private final Options options;
  private final int events;
  private final String url;

  private SourceRun(Options options) {
    this.options = options;
    this.events = options.number("events", 0);
    this.url = "http://127.0.0.1:" + options.number("port", 0);
  }

  /** Runs it. */
  public static void main(String... arguments) throws Exception {
    var options = Options.of(arguments);
    var run = new SourceRun(options);
    var warmUp = options.number("warmup", 0);
    if (options.text("mode").equals("task")) {
      if (warmUp > 0) {
        var task = run.start();
        read(task, new Tally(), warmUp, new Meter());
        task.stop();
      }
      run.measureTask();
    } else {
      var pages = new PlainReader(options);
      pages.read(warmUp);
      var asked = run.requests();
      var meter = new Meter();
      meter.in(() -> pages.read(run.events));
      meter.report(run.events);
      Meter.tell("requests", run.requests() - asked);
    }
    Meter.tell("end", 0);
    System.exit(0);
  }

  private void measureTask() throws Exception {
    var tally = new Tally();
    var before = Meter.liveHeap();
    var asked = requests();
    var task = start();
    var meter = new Meter();
    read(task, tally, events, meter);
    meter.report(events);
    Meter.tell("requests", requests() - asked);
    // What was emitted once must not come again.
    for (var polls = 0; polls < options.number("after", 20); polls++) {
      poll(task, tally);
    }
    Meter.tell("heap", Meter.liveHeap() - before);
    Meter.tell("distinct", tally.distinct());
    Meter.tell("duplicates", (double) tally.duplicates());
    var stopping = System.nanoTime();
    task.stop();
    Meter.tell("stop", (System.nanoTime() - stopping) / 1e6);
  }

  /** How many requests the other side has had. */
  private double requests() throws IOException {
    try (var answer = URI.create(url + "/requests").toURL().openStream()) {
      return Double.parseDouble(new String(answer.readAllBytes(), ISO_8859_1));
    }
  }

  /** Polls as Connect does until the task has handed over so many different events. */
  private static void read(SourceTask task, Tally tally, int most, Meter meter)
      throws InterruptedException {
    var lastNews = System.nanoTime();
    for (var had = 0; had < most && System.nanoTime() - lastNews < PATIENCE; ) {
      meter.in(() -> poll(task, tally));
      if (tally.distinct() > had) {
        had = tally.distinct();
        lastNews = System.nanoTime();
      }
    }
  }

  /** What Connect does once: everything a page brings is sent and acknowledged. */
  private static void poll(SourceTask task, Tally tally) throws InterruptedException {
    var records = task.poll();
    if (records != null) {
      for (var sent : records) {
        tally.add(Rows.number((String) sent.key(), 0));
        task.commitRecord(sent, null);
      }
    }
  }

  private SourceTask start() {
    var settings = new HashMap<>(options.vendor().settings());
    settings.put("base.url", url);
    settings.put("initial.start.time.in.utc", Rows.start(options).toString());
    settings.put("initial.start.time.max.age.days", "0");
    settings.put("requests.limits", "");
    settings.putAll(options.below("set."));
    var task = Vendors.newTask(Vendors.named(options.text("vendor")));
    task.initialize(new NothingStored(settings));
    task.start(settings);
    return task;
  }
}
