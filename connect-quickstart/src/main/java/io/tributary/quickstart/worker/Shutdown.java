// SPDX-License-Identifier: Apache-2.0
package io.tributary.quickstart.worker;

import java.time.Duration;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Closes what was opened, last first, when the JVM ends for whatever reason. A signal that comes
 * before everything is open ends the JVM at once: half a worker cannot be stopped in good order.
 */
public final class Shutdown {
  private static final int INTERRUPTED = 130;
  private static final int PATIENCE_SECONDS = 40;

  private final Deque<AutoCloseable> opened = new ConcurrentLinkedDeque<>();
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile boolean orderly;
  private volatile Runnable farewell = () -> {};

  public void install() {
    Runtime.getRuntime().addShutdownHook(new Thread(this::run, "quickstart-shutdown"));
  }

  public <T extends AutoCloseable> T add(T resource) {
    opened.push(resource);
    return resource;
  }

  /** From now on everything can be closed in good order. */
  public void orderly() {
    orderly = true;
  }

  /** What to do when all is closed. */
  public void farewell(Runnable lastWords) {
    farewell = lastWords;
  }

  public boolean begun() {
    return begun.getCount() == 0;
  }

  /** Waits for the end; false when the time is over first. */
  public boolean await(Duration time) throws InterruptedException {
    return begun.await(time.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void run() {
    begun.countDown();
    if (!orderly) {
      Runtime.getRuntime().halt(INTERRUPTED);
    }
    var watchdog = new Thread(this::haltIfStuck, "quickstart-watchdog");
    watchdog.setDaemon(true);
    watchdog.start();
    while (!opened.isEmpty()) {
      closeQuietly(opened.pop());
    }
    closed.countDown();
    farewell.run();
  }

  /** Nothing may keep the terminal longer than this. */
  private void haltIfStuck() {
    try {
      if (!closed.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        Runtime.getRuntime().halt(INTERRUPTED);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void closeQuietly(AutoCloseable resource) {
    try {
      resource.close();
    } catch (Exception atTheEnd) {
      System.err.println("While stopping: " + atTheEnd);
    }
  }
}
