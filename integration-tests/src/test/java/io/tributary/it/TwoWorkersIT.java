// SPDX-License-Identifier: Apache-2.0
package io.tributary.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.connect.rest.ConnectorStatus;
import io.tributary.testkit.connect.WorkerProcess;
import io.tributary.testkit.http.Fault;
import io.tributary.testkit.vendor.Vendors;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/**
 * Two workers of one cluster. The one that runs the task is killed with signal 9 in mid-backfill,
 * the other one takes over, and the topic contains exactly the truth.
 */
class TwoWorkersIT {
  private static final int EVENTS = Integer.getInteger("it.takeover.events", 5_000);
  private static final int EVENTS_ON_OLDEST = 1_000;
  private static final int PAGE = 100;
  private static final Duration SOON = Duration.ofMinutes(1);

  @Test
  void theOtherWorkerTakesOver() {
    try (var one = Stack.newWorker("two", "two-1", Release.CURRENT);
        var two = Stack.newWorker("two", "two-2", Release.CURRENT)) {
      for (var fixture : Vendors.all()) {
        try (var vendor = RunningVendor.start(fixture)) {
          Backfill.fill(vendor, EVENTS);

          var killed = killInMidBackfill(vendor.named("two"), vendor, one, two);

          killed.start();
        }
      }
    }
  }

  @Test
  void theOtherWorkerTakesOverOnTheOldestRelease() {
    try (var vendor = RunningVendor.start();
        var one = Stack.newWorker("two-oldest", "two-oldest-1", Release.OLDEST);
        var two = Stack.newWorker("two-oldest", "two-oldest-2", Release.OLDEST)) {
      Backfill.fill(vendor, EVENTS_ON_OLDEST);

      killInMidBackfill(vendor.named("two-oldest"), vendor, one, two);
    }
  }

  /** Creates the connector, kills the worker of its task, and returns that worker. */
  private static WorkerProcess killInMidBackfill(
      String name, RunningVendor vendor, WorkerProcess one, WorkerProcess two) {
    var config = vendor.config(name);
    // Only the vendor slows the backfill down, until the kill.
    vendor.faults().always(Fault.slow(Duration.ofMillis(200)));
    config.put("requests.limits", "");
    config.put("page.size", String.valueOf(PAGE));
    var truth = vendor.truth();
    one.client().create(name, config);
    one.client().awaitRunning(name, SOON);
    var killed = runs(one, one.client().status(name)) ? one : two;
    var other = killed == one ? two : one;
    // Of a vendor that does not sort nothing is sent before all has been read.
    var pages = truth.size() / PAGE * 2 / 5;
    Awaitility.await().atMost(SOON).until(() -> vendor.eventRequests().size() > pages);

    killed.kill9();
    vendor.faults().clear();

    assertThat(Stack.reader().now(name).size()).isLessThan(truth.size());
    Awaitility.await()
        .atMost(SOON)
        .ignoreExceptions()
        .until(() -> other.client().status(name), status -> runs(other, status));
    Backfill.assertExactly(name, truth);
    return killed;
  }

  private static boolean runs(WorkerProcess worker, ConnectorStatus status) {
    return status.running()
        && status.tasks().stream()
            .allMatch(task -> task.worker().equals(worker.rest().getAuthority()));
  }
}
