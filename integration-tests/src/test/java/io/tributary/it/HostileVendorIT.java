// SPDX-License-Identifier: Apache-2.0
package io.tributary.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.connect.rest.ConnectApiException;
import io.tributary.testkit.connect.WorkerProcess;
import io.tributary.testkit.vendor.Vendors;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/**
 * A worker with a heap of 2 GiB, one healthy feed, and feeds whose vendors answer with bodies that
 * are small on the wire and large in the heap (R5). Nobody else on the worker notices.
 */
class HostileVendorIT {
  private static final Duration SIEGE =
      Duration.ofSeconds(Integer.getInteger("it.hostile.seconds", 25));
  private static final Duration REST_ANSWERS = Duration.ofSeconds(2);
  private static final int FEWEST_PAGES = 6;
  private static final String HEALTHY = "healthy-feed";

  private final Instant start = Instant.now();
  private final List<String> besieged = new ArrayList<>();
  private int added;

  @Test
  void theWorkerAnswersAndItsOtherFeedMissesNothing() throws Exception {
    try (var hostile = new HostileVendor();
        var vendor = RunningVendor.start();
        var worker = Stack.newWorker("hostile", "-Xmx2g")) {
      worker.client().create(HEALTHY, vendor.config(HEALTHY));
      for (var fixture : Vendors.all()) {
        besiege(fixture.name(), RunningVendor.start(fixture), hostile, worker);
      }
      awaitStatus(worker);

      Awaitility.await()
          .pollInterval(Duration.ofMillis(250))
          .atMost(SIEGE.plusMinutes(2))
          .until(
              () -> {
                addDue(vendor);
                requireAnswer(worker);
                restartFailed(worker);
                return Instant.now().isAfter(start.plus(SIEGE));
              });

      assertThat(hostile.pages()).isGreaterThanOrEqualTo(FEWEST_PAGES);
      Backfill.assertExactly(HEALTHY, vendor.truth());
      assertThat(worker.client().status(HEALTHY).running()).isTrue();
    }
  }

  private void besiege(
      String name, RunningVendor twin, HostileVendor hostile, WorkerProcess worker) {
    try (twin) {
      var config = twin.config("besieged-" + name);
      config.replaceAll((key, value) -> value.replace(twin.url().toString(), hostile.url() + ""));
      config.put("retry.backoff.max.ms", "1000");
      worker.client().create("besieged-" + name, config);
      besieged.add("besieged-" + name);
    }
  }

  /** A connector has no status until it has been assigned. */
  private void awaitStatus(WorkerProcess worker) {
    Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .ignoreExceptionsInstanceOf(ConnectApiException.class)
        .until(
            () -> {
              besieged.forEach(worker.client()::status);
              return worker.client().status(HEALTHY) != null;
            });
  }

  /** Ten events a second happen at the healthy vendor. */
  private void addDue(RunningVendor vendor) {
    var due = (int) (Duration.between(start, Instant.now()).toMillis() / 100);
    if (due > added) {
      var now = Instant.now();
      vendor.add(vendor.rows(added, due - added, now.minusSeconds(2), now));
      added = due;
    }
  }

  private static void requireAnswer(WorkerProcess worker) {
    var asked = System.nanoTime();
    assertThat(worker.client().status(HEALTHY).failed()).isFalse();
    assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(REST_ANSWERS);
  }

  /** An operator who does not give up. */
  private void restartFailed(WorkerProcess worker) {
    for (var name : besieged) {
      if (worker.client().status(name).failed()) {
        worker.client().restart(name);
      }
    }
  }
}
