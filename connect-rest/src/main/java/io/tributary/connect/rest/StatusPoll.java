// SPDX-License-Identifier: Apache-2.0
package io.tributary.connect.rest;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Makes a call until its answer is as wanted. Ours and not Awaitility, which is a library for
 * tests, because the tool's jar needs it too.
 */
final class StatusPoll {
  private static final long INTERVAL_MILLIS = 100;

  private StatusPoll() {}

  /** The first status that is as wanted. A connector may be unknown until it has been created. */
  static ConnectorStatus await(
      ConnectApi api,
      String name,
      String what,
      Predicate<ConnectorStatus> wanted,
      Duration timeout) {
    var last = until(() -> status(api, name), found -> found.filter(wanted).isPresent(), timeout);
    return last.filter(wanted)
        .orElseThrow(
            () ->
                new ConnectApiException(
                    "%s is not %s after %d s but %s."
                        .formatted(
                            name,
                            what,
                            timeout.toSeconds(),
                            last.map(ConnectorStatus::toString).orElse("unknown"))));
  }

  /** The first answer that is as wanted, or the last one when the time is over. */
  static <T> T until(Supplier<T> call, Predicate<T> wanted, Duration timeout) {
    var start = System.nanoTime();
    var answer = call.get();
    while (!wanted.test(answer) && System.nanoTime() - start < timeout.toNanos()) {
      pause();
      answer = call.get();
    }
    return answer;
  }

  private static Optional<ConnectorStatus> status(ConnectApi api, String name) {
    try {
      return Optional.of(api.status(name));
    } catch (ConnectApiException e) {
      if (!e.refused()) {
        throw e;
      }
      return Optional.empty();
    }
  }

  private static void pause() {
    try {
      var unused = new CountDownLatch(1).await(INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ConnectApiException("Interrupted.");
    }
  }
}
