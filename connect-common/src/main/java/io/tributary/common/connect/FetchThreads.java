// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.connect;

import io.tributary.common.error.ConnectorLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Runs the fetches of one feed on threads that all feeds of this plugin share: a feed that waits
 * for its next round needs none. A thread without work ends after some seconds. Thread-safe.
 */
final class FetchThreads implements Executor {
  private static final long IDLE_SECONDS = 10;
  private static final ExecutorService SHARED =
      new ThreadPoolExecutor(
          0,
          Integer.MAX_VALUE,
          IDLE_SECONDS,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          FetchThreads::thread);

  private final List<Run> running = new ArrayList<>();

  /** One fetch, which can be interrupted as long as it runs, and no other on the same thread. */
  private final class Run implements Runnable {
    private final Runnable fetch;
    private final CountDownLatch end = new CountDownLatch(1);
    private @Nullable Thread thread;

    Run(Runnable fetch) {
      this.fetch = fetch;
    }

    @Override
    public void run() {
      setThread(Thread.currentThread());
      try {
        fetch.run();
      } finally {
        setThread(null);
        // Whoever has interrupted the fetch did not mean the next one.
        var unused = Thread.interrupted();
        end(this);
      }
    }

    private synchronized void setThread(@Nullable Thread current) {
      thread = current;
    }

    synchronized void interrupt() {
      if (thread != null) {
        thread.interrupt();
      }
    }
  }

  @Override
  public void execute(Runnable fetch) {
    var run = new Run(fetch);
    synchronized (running) {
      running.add(run);
    }
    SHARED.execute(ConnectorLog.named(run));
  }

  private void end(Run run) {
    synchronized (running) {
      running.remove(run);
    }
    run.end.countDown();
  }

  /** Interrupts what runs. Returns whether it has ended within the given time. */
  boolean interrupt(Duration patience) throws InterruptedException {
    List<Run> left;
    synchronized (running) {
      left = List.copyOf(running);
    }
    left.forEach(Run::interrupt);
    var ended = true;
    for (var run : left) {
      ended &= run.end.await(patience.toMillis(), TimeUnit.MILLISECONDS);
    }
    return ended;
  }

  private static Thread thread(Runnable work) {
    var thread = new Thread(work, "tributary-fetch");
    thread.setDaemon(true);
    return thread;
  }
}
