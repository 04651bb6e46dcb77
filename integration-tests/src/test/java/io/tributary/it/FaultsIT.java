package io.tributary.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.testkit.http.Fault;
import io.tributary.kiteworks.fixture.ActivityRows;
import io.tributary.cloudsek.fixture.AlertRows;
import io.tributary.cloudsek.fixture.FakeCloudSek;
import io.tributary.kiteworks.fixture.FakeKiteworks;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** Faults that pass leave the task RUNNING and the set exact; the others fail it with a number. */
class FaultsIT {
  private static final Instant DAY = Instant.parse("2026-10-02T00:00:00Z");
  private static final Duration SOON = Duration.ofSeconds(30);

  @Test
  void passingFaultsAreWaitedOut() {
    try (var kiteworks = FakeKiteworks.start()) {
      kiteworks.add(ActivityRows.realistic(1, 2_000, DAY, DAY.plusSeconds(86_400)));
      for (var n = 1; n < 9; n++) {
        var faults = passing();
        for (var i = 0; i < faults.size(); i++) {
          kiteworks.faults().on(FakeKiteworks.ACTIVITIES).at(n * 20 + i, faults.get(i));
        }
      }
      var config = Configs.kiteworks(kiteworks, "faults-pass");
      config.put("page.size", "50");
      config.put("requests.limits", "");
      config.put("request.timeout.ms", "2000");
      Stack.rest().create("faults-pass", config);

      Stack.reader().untilCount("faults-pass", 2_000, Duration.ofMinutes(1));
      var records = Stack.reader().untilQuiet("faults-pass", Duration.ofSeconds(2));

      assertThat(records.stream().map(ConsumerRecord::key).toList())
          .containsExactlyInAnyOrderElementsOf(kiteworks.truth().keySet());
      assertThat(kiteworks.faults().count()).isGreaterThan(10);
      assertThat(Stack.rest().status("faults-pass").running()).isTrue();
      Stack.rest().delete("faults-pass");
    }
  }

  @Test
  void aWrongSecretFailsTheTaskWithItsNumber() {
    try (var kiteworks = FakeKiteworks.start()) {
      var config = Configs.kiteworksBySignature(kiteworks, "faults-secret");
      config.put("signature.secret", "canary-not-the-secret");
      assertFails("faults-secret", config, "InitVariablesError 100", "credentials");
    }
  }

  @Test
  void aWrongTokenFailsTheTaskWithItsNumber() {
    try (var cloudSek = FakeCloudSek.start()) {
      var config = Configs.cloudSek(cloudSek, "faults-token");
      config.put("token", "canary-not-the-token");
      assertFails("faults-token", config, "ApiError 401", "credentials");
    }
  }

  @Test
  void aWrongPathFailsTheTaskWithItsNumber() {
    try (var cloudSek = FakeCloudSek.start()) {
      var config = Configs.cloudSek(cloudSek, "faults-path");
      config.put("alerts.path", "/api/nothing/here");
      assertFails("faults-path", config, "ApiError 404", "base.url");
    }
  }

  @Test
  void aRoleThatIsRevokedFailsARunningFeedTheFifthTimeInARow() {
    try (var kiteworks = FakeKiteworks.start()) {
      kiteworks.add(ActivityRows.realistic(1, 100, DAY, DAY.plusSeconds(3600)));
      Stack.rest().create("faults-role", Configs.kiteworks(kiteworks, "faults-role"));
      Stack.reader().untilCount("faults-role", 100, SOON);

      kiteworks.revokeRole(true);

      var task = Stack.rest().awaitTaskState("faults-role", 0, "FAILED", SOON);
      assertThat(task.trace()).contains("ApiError 401", "Ensure the credentials");
      var refused = kiteworks.requests(FakeKiteworks.ACTIVITIES);
      assertThat(refused).hasSizeGreaterThanOrEqualTo(6);
      Stack.rest().delete("faults-role");
    }
  }

  @Test
  void aRoleThatNeverWasFailsTheTaskAtOnce() {
    try (var kiteworks = FakeKiteworks.start()) {
      kiteworks.revokeRole(true);
      assertFails(
          "faults-no-role",
          Configs.kiteworks(kiteworks, "faults-no-role"),
          "ApiError 401",
          "permission|credentials");
      assertThat(kiteworks.requests(FakeKiteworks.ACTIVITIES)).hasSize(1);
    }
  }

  @Test
  void anExpiredTokenIsRenewedWithoutATrace() {
    try (var kiteworks = FakeKiteworks.start()) {
      kiteworks.add(ActivityRows.realistic(1, 100, DAY, DAY.plusSeconds(3600)));
      Stack.rest().create("faults-expired", Configs.kiteworks(kiteworks, "faults-expired"));
      Stack.reader().untilCount("faults-expired", 100, SOON);

      kiteworks.revokeTokens();
      kiteworks.add(ActivityRows.realistic(2, 10, Instant.now().minusSeconds(30), Instant.now()));

      Stack.reader().untilCount("faults-expired", 110, SOON);
      assertThat(kiteworks.requests(FakeKiteworks.TOKEN)).hasSize(2);
      Stack.rest().delete("faults-expired");
    }
  }

  @Test
  void cloudSekAlertsSurviveFaultsToo() {
    try (var cloudSek = FakeCloudSek.start()) {
      cloudSek.add(AlertRows.nested(1, 1_000, DAY, DAY.plusSeconds(86_400)));
      cloudSek.faults().everyNth(3, 7, passing().toArray(Fault[]::new));
      var config = Configs.cloudSek(cloudSek, "faults-alerts");
      config.put("request.timeout.ms", "2000");
      Stack.rest().create("faults-alerts", config);

      Stack.reader().untilCount("faults-alerts", 1_000, Duration.ofMinutes(1));
      var records = Stack.reader().untilQuiet("faults-alerts", Duration.ofSeconds(2));

      assertThat(records.stream().map(ConsumerRecord::key).toList())
          .containsExactlyInAnyOrderElementsOf(cloudSek.truth().keySet());
      Stack.rest().delete("faults-alerts");
    }
  }

  private static void assertFails(
      String name, Map<String, String> config, String number, String remedy) {
    Stack.rest().create(name, config);
    var task = Stack.rest().awaitTaskState(name, 0, "FAILED", SOON);
    assertThat(task.trace()).contains(number).containsPattern(remedy).doesNotContain("canary");
    Stack.rest().delete(name);
  }

  private static List<Fault> passing() {
    return List.of(
        Fault.tooManyRequests("0.2"),
        Fault.status(500),
        Fault.status(502),
        Fault.status(503, "{\"errors\":[{\"code\":\"ERR_SESSION_LIMIT_REACHED\"}]}"),
        Fault.resetBefore(),
        Fault.resetWithin(),
        Fault.html(),
        Fault.cutBody());
  }
}
