// SPDX-License-Identifier: Apache-2.0
package io.tributary.benchmarks;

import io.tributary.benchmarks.process.Meter;
import io.tributary.benchmarks.process.NothingStored;
import io.tributary.benchmarks.process.Options;
import io.tributary.benchmarks.process.Rows;
import io.tributary.testkit.vendor.Vendors;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.source.SourceTask;

/**
 * One process with {@code feeds} feeds that have nothing to read, each polled by a thread of its
 * own as Connect does, with default settings. It reports what one feed more than the first costs of
 * threads, live heap and CPU, without the thread that polls it.
 */
final class FeedsRun {
  private static final int SETTLED = 20;
  private static final int MEASURED = 60;

  private final Options options;
  private final CountDownLatch end = new CountDownLatch(1);
  private final List<Thread> threads = new ArrayList<>();

  private FeedsRun(Options options) {
    this.options = options;
  }

  /** Runs it. */
  public static void main(String... arguments) throws Exception {
    var run = new FeedsRun(Options.of(arguments));
    run.measure();
    Meter.tell("end", 0);
    System.exit(0);
  }

  private void measure() throws InterruptedException {
    var feeds = options.number("feeds", 0);
    start(1);
    pause(SETTLED);
    var threadsBefore = Thread.activeCount();
    var heapBefore = Meter.liveHeap();
    start(feeds);
    pause(SETTLED);
    var all = new Meter();
    pause(MEASURED);
    Meter.tell("busy", 100.0 * all.cpuNanos() / 1e9 / MEASURED / feeds);
    Meter.tell("heap", (Meter.liveHeap() - heapBefore) / feeds);
    Meter.tell("threads", (Thread.activeCount() - threadsBefore - feeds) / (double) feeds);
    end.countDown();
    for (var thread : threads) {
      thread.join();
    }
  }

  private void start(int feeds) {
    for (var i = 0; i < feeds; i++) {
      var task = task();
      var thread = new Thread(() -> poll(task), "task-" + threads.size());
      threads.add(thread);
      thread.start();
    }
  }

  private void poll(SourceTask task) {
    try {
      while (!end.await(0, TimeUnit.SECONDS)) {
        var unused = task.poll();
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    task.stop();
  }

  private SourceTask task() {
    var settings = new HashMap<>(options.vendor().settings());
    settings.put("name", "feed-" + threads.size());
    settings.put("base.url", options.text("scheme") + "://127.0.0.1:" + options.number("port", 0));
    settings.put("initial.start.time.in.utc", Rows.start(options).toString());
    settings.put("initial.start.time.max.age.days", "0");
    settings.put("requests.limits", "");
    settings.putAll(options.below("set."));
    var task = Vendors.newTask(Vendors.named(options.text("vendor")));
    task.initialize(new NothingStored(settings));
    task.start(settings);
    return task;
  }

  private void pause(int seconds) throws InterruptedException {
    var unused = end.await(seconds, TimeUnit.SECONDS);
  }
}
