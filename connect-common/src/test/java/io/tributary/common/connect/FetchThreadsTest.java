// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Many feeds share threads, and the end of one disturbs no other. */
class FetchThreadsTest {
  private static final Duration SOON = Duration.ofSeconds(10);

  @Test
  void theEndOfAFeedInterruptsItsOwnFetchAndNoOther() throws InterruptedException {
    var ending = new FetchThreads();
    var staying = new FetchThreads();
    var begun = new CountDownLatch(2);
    var interrupted = new CountDownLatch(1);
    var released = new CountDownLatch(1);
    var undisturbed = new AtomicBoolean();
    ending.execute(
        () -> {
          begun.countDown();
          try {
            released.await();
          } catch (InterruptedException e) {
            interrupted.countDown();
          }
        });
    staying.execute(
        () -> {
          begun.countDown();
          try {
            released.await();
            undisturbed.set(true);
          } catch (InterruptedException e) {
            undisturbed.set(false);
          }
        });
    begun.await();

    assertThat(ending.interrupt(SOON)).isTrue();
    assertThat(interrupted.getCount()).isZero();
    released.countDown();
    await().until(undisturbed::get);
  }

  @Test
  void aFetchThatDoesNotHearTheInterruptIsReported() throws InterruptedException {
    var threads = new FetchThreads();
    var begun = new CountDownLatch(1);
    var goOn = new AtomicBoolean();
    threads.execute(
        () -> {
          begun.countDown();
          while (!goOn.get()) {
            Thread.onSpinWait();
          }
        });
    begun.await();

    assertThat(threads.interrupt(Duration.ofMillis(1))).isFalse();
    goOn.set(true);
    assertThat(threads.interrupt(SOON)).isTrue();
  }

  @Test
  void theThreadOfAnInterruptedFetchServesTheNextOneUninterrupted() throws InterruptedException {
    var threads = new FetchThreads();
    for (var i = 0; i < 50; i++) {
      var begun = new CountDownLatch(1);
      var seen = new AtomicReference<Boolean>();
      threads.execute(
          () -> {
            seen.set(Thread.currentThread().isInterrupted());
            begun.countDown();
          });
      begun.await();
      assertThat(seen.get()).as("fetch %d", i).isFalse();
      threads.interrupt(SOON);
    }
  }
}
