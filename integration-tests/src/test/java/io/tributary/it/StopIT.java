package io.tributary.it;

import io.tributary.testkit.ConnectorStatus;
import io.tributary.testkit.http.Fault;
import io.tributary.kiteworks.fixture.ActivityRows;
import io.tributary.kiteworks.fixture.FakeKiteworks;
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
    try (var kiteworks = FakeKiteworks.start()) {
      kiteworks.add(ActivityRows.realistic(1, 50, DAY, DAY.plusSeconds(3600)));
      kiteworks.faults().on(FakeKiteworks.ACTIVITIES).always(fault(kind));
      Stack.rest().create(name, Configs.kiteworks(kiteworks, name));
      Stack.rest().awaitRunning(name, Duration.ofSeconds(20));
      awaitRequest(kiteworks, 1);

      Stack.rest().pause(name);
      Stack.rest().awaitTaskState(name, 0, "PAUSED", AT_ONCE);
      Stack.rest().resume(name);
      Stack.rest().awaitRunning(name, AT_ONCE);

      Stack.rest().stop(name);
      Awaitility.await().atMost(AT_ONCE).until(() -> Stack.rest().status(name), StopIT::isStopped);

      Stack.rest().resume(name);
      Stack.rest().awaitRunning(name, Duration.ofSeconds(20));
      awaitRequest(kiteworks, 2);
      Stack.rest().delete(name);
      Awaitility.await()
          .atMost(AT_ONCE)
          .until(() -> !Stack.rest().get("/connectors").toString().contains(name));
    }
  }

  private static boolean isStopped(ConnectorStatus status) {
    return status.state().equals("STOPPED") && status.tasks().isEmpty();
  }

  private static void awaitRequest(FakeKiteworks kiteworks, int count) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> kiteworks.requests(FakeKiteworks.ACTIVITIES).size() >= count);
  }

  private static Fault fault(String kind) {
    return switch (kind) {
      case "retry-after" -> Fault.tooManyRequests("86400");
      case "hang" -> Fault.hang();
      default -> Fault.trickle();
    };
  }
}
