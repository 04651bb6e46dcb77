// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.socket;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

/**
 * A timeout that starts again while something makes progress, up to four times.
 *
 * @param progress a number that grows with the progress
 */
record ProgressTimeout(Duration timeout, LongSupplier progress) {
  private static final int MAX_TIMEOUTS = 4;

  /** Waits until the confirmation is done. */
  void await(Future<?> confirmation) throws IOException {
    var deadline = System.nanoTime() + timeout.multipliedBy(MAX_TIMEOUTS).toNanos();
    for (long before = -1; before < progress.getAsLong() && System.nanoTime() < deadline; ) {
      before = progress.getAsLong();
      try {
        confirmation.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        return;
      } catch (TimeoutException e) {
        // Waits again if something was written or answered meanwhile.
      } catch (ExecutionException e) {
        throw e.getCause() instanceof IOException why ? why : new IOException(e.getCause());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted", e);
      }
    }
    throw new IOException("not confirmed within " + timeout.toMillis() + " ms");
  }
}
