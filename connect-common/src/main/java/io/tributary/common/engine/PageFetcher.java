// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.engine;

import io.tributary.common.error.ApiError;
import io.tributary.common.error.ApiException;
import io.tributary.common.paging.PageRequest;
import io.tributary.common.vendor.Page;
import io.tributary.common.vendor.VendorApi;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.connect.errors.ConnectException;
import org.jspecify.annotations.Nullable;

/**
 * Fetches pages on a separate thread, at most one at a time, so that the polling thread never
 * blocks on a socket. Used by one thread, except that any thread may call {@link #close}.
 */
public final class PageFetcher implements AutoCloseable {
  private final Executor executor;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final VendorApi api;
  private @Nullable FutureTask<Page> inFlight;

  /** Creates a fetcher that calls the given vendor on the given executor. */
  public PageFetcher(VendorApi api, Executor executor) {
    this.api = api;
    this.executor = executor;
  }

  VendorApi api() {
    return api;
  }

  /** Starts a fetch. */
  void start(PageRequest request) {
    if (inFlight != null) {
      throw new IllegalStateException("A page is in flight");
    }
    var task = new FutureTask<>(() -> api.fetch(request.window(), request.position()));
    inFlight = task;
    executor.execute(task);
  }

  /**
   * Returns the requested page, or empty if it does not arrive within the given time.
   *
   * @throws ApiException if the fetch failed
   */
  Optional<Page> await(Duration patience) throws InterruptedException {
    var task = inFlight;
    if (task == null) {
      return Optional.empty();
    }
    try {
      var page = task.get(patience.toNanos(), TimeUnit.NANOSECONDS);
      inFlight = null;
      return Optional.of(page);
    } catch (TimeoutException e) {
      return Optional.empty();
    } catch (ExecutionException e) {
      inFlight = null;
      throw failure(e.getCause());
    }
  }

  /** An answer that a parser did not expect is one that cannot be read, and no reason to fail. */
  private static ConnectException failure(@Nullable Throwable cause) {
    if (cause instanceof ConnectException known) {
      return known;
    }
    if (cause instanceof RuntimeException || cause instanceof StackOverflowError) {
      var place = cause.getStackTrace().length == 0 ? "" : " at " + cause.getStackTrace()[0];
      var what = cause.getClass().getName() + place;
      var error = ApiError.UNREADABLE;
      return new ApiException(error, error.recoverability(), null, cause, "a page", what);
    }
    return new ConnectException("A fetch failed unexpectedly", cause);
  }

  /** Waits for the given time, or until this fetcher is closed. */
  void idle(Duration patience) throws InterruptedException {
    var unused = closed.await(patience.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Interrupts every wait. */
  @Override
  public void close() {
    closed.countDown();
  }
}
