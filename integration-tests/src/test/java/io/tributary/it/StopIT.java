// SPDX-License-Identifier: Apache-2.0
package io.tributary.it;

import io.tributary.testkit.http.Fault;
import java.time.Duration;
import java.time.Instant;
import org.awaitility.Awaitility;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A connector that is told to stop, pause or go obeys at once, whatever the vendor is doing. */
class StopIT {
  private static final Duration AT_ONCE = Duration.ofSeconds(3);
  private static final Instant DAY = Instant.parse("2026-10-02T00:00:00Z");

  @ParameterizedTest
  @CsvSource({"retry-after", "hang", "trickle"})
  void obeysWhileTheVendorHoldsIt(String kind) {
    var name = "stop-" + kind;
    try (var vendor = RunningVendor.start()) {
      vendor.add(vendor.rows(1, 50, DAY, DAY.plusSeconds(3600)));
      vendor.eventFaults().always(fault(kind));
      Stack.rest().create(name, vendor.config(name));
      Stack.rest().awaitRunning(name, Duration.ofSeconds(20));
      awaitRequest(vendor, 1);

      Stack.rest().pause(name);
      Stack.rest().awaitTaskState(name, 0, "PAUSED", AT_ONCE);
      Stack.rest().resume(name);
      Stack.rest().awaitRunning(name, AT_ONCE);

      Stack.rest().stop(name);
      Stack.rest().awaitStopped(name, AT_ONCE);

      Stack.rest().resume(name);
      Stack.rest().awaitRunning(name, Duration.ofSeconds(20));
      awaitRequest(vendor, 2);
      Stack.rest().delete(name);
      Awaitility.await().atMost(AT_ONCE).until(() -> !Stack.rest().connectors().contains(name));
    }
  }

  private static void awaitRequest(RunningVendor vendor, int count) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> vendor.eventRequests().size() >= count);
  }

  private static Fault fault(String kind) {
    return switch (kind) {
      case "retry-after" -> Fault.tooManyRequests("86400");
      case "hang" -> Fault.hang();
      default -> Fault.trickle();
    };
  }
}
