// SPDX-License-Identifier: Apache-2.0
package io.tributary.it;

import static io.tributary.testkit.vendor.VendorBehavior.LOGS_IN;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.testkit.http.Fault;
import io.tributary.testkit.vendor.VendorFixture;
import io.tributary.testkit.vendor.Vendors;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Temporary faults leave the task RUNNING and the set exact. Others fail it with a number. */
class FaultsIT {
  private static final Instant DAY = Instant.parse("2026-10-02T00:00:00Z");
  private static final Duration SOON = Duration.ofSeconds(30);

  @Test
  void passingFaultsAreWaitedOut() {
    try (var vendor = RunningVendor.start()) {
      vendor.add(vendor.rows(1, 2_000, DAY, DAY.plusSeconds(86_400)));
      for (var n = 1; n < 9; n++) {
        var faults = passing();
        for (var i = 0; i < faults.size(); i++) {
          vendor.eventFaults().at(n * 20 + i, faults.get(i));
        }
      }
      var config = vendor.config("faults-pass");
      config.put("page.size", "50");
      config.put("requests.limits", "");
      config.put("request.timeout.ms", "2000");
      Stack.rest().create("faults-pass", config);

      Stack.reader().untilCount("faults-pass", 2_000, Duration.ofMinutes(1));
      var records = Stack.reader().untilQuiet("faults-pass", Duration.ofSeconds(2));

      assertThat(records.stream().map(ConsumerRecord::key).toList())
          .containsExactlyInAnyOrderElementsOf(vendor.truth().keySet());
      assertThat(vendor.faults().count()).isGreaterThan(10);
      assertThat(Stack.rest().status("faults-pass").running()).isTrue();
      Stack.rest().delete("faults-pass");
    }
  }

  @Test
  void aWrongSecretFailsTheTaskWithItsNumber() {
    try (var vendor = RunningVendor.start(Vendors.with(LOGS_IN))) {
      for (var login : vendor.fake().logins()) {
        var name = "faults-secret-" + login.method();
        var config = vendor.config(name, login);
        config.put(login.secrets().get(0), "canary-not-the-secret");
        assertFails(name, config, "InitVariablesError 100", "credentials");
      }
    }
  }

  @Test
  void aWrongTokenFailsTheTaskWithItsNumber() {
    try (var vendor = RunningVendor.start(Vendors.without(LOGS_IN))) {
      var config = vendor.config("faults-token");
      config.put(vendor.fake().logins().get(0).secrets().get(0), "canary-not-the-token");
      assertFails("faults-token", config, "ApiError 401", "credentials");
    }
  }

  @Test
  void aWrongPathFailsTheTaskWithItsNumber() {
    try (var vendor = RunningVendor.start(Vendors.without(LOGS_IN))) {
      var config = vendor.config("faults-path");
      config.put("base.url", vendor.url() + "/nothing/here");
      assertFails("faults-path", config, "ApiError 404", "base.url");
    }
  }

  @Test
  void anAccessThatIsRevokedForLongFailsARunningFeed() {
    try (var vendor = RunningVendor.start(Vendors.with(LOGS_IN))) {
      vendor.add(vendor.rows(1, 100, DAY, DAY.plusSeconds(3600)));
      var config = vendor.config("faults-role");
      config.put("trouble.patience.ms", "2000");
      Stack.rest().create("faults-role", config);
      Stack.reader().untilCount("faults-role", 100, SOON);

      vendor.fake().revokeAccess();

      var task = Stack.rest().awaitTaskState("faults-role", 0, "FAILED", SOON);
      assertThat(task.trace()).contains("ApiError 401", "Ensure the credentials");
      Stack.rest().delete("faults-role");
    }
  }

  @Test
  void anAccessThatNeverWasFailsTheTaskAtOnce() {
    try (var vendor = RunningVendor.start(Vendors.with(LOGS_IN))) {
      vendor.fake().revokeAccess();
      assertFails(
          "faults-no-role",
          vendor.config("faults-no-role"),
          "ApiError 401",
          "permission|credentials");
      assertThat(vendor.eventRequests()).hasSize(1);
    }
  }

  @Test
  void anExpiredTokenIsRenewedWithoutATrace() {
    try (var vendor = RunningVendor.start(Vendors.with(LOGS_IN))) {
      vendor.add(vendor.rows(1, 100, DAY, DAY.plusSeconds(3600)));
      Stack.rest().create("faults-expired", vendor.config("faults-expired"));
      Stack.reader().untilCount("faults-expired", 100, SOON);

      Objects.requireNonNull(vendor.fake().logins().get(0).expire()).run();
      vendor.add(vendor.rows(2, 10, Instant.now().minusSeconds(30), Instant.now()));

      Stack.reader().untilCount("faults-expired", 110, SOON);
      assertThat(vendor.fake().requests(vendor.fake().loginPath().orElseThrow())).hasSize(2);
      Stack.rest().delete("faults-expired");
    }
  }

  @ParameterizedTest
  @MethodSource("vendors")
  void theEventsOfEveryVendorSurviveFaults(VendorFixture fixture) {
    try (var vendor = RunningVendor.start(fixture)) {
      var name = vendor.named("faults-every");
      vendor.add(vendor.rows(1, 1_000, DAY, DAY.plusSeconds(86_400)));
      vendor.eventFaults().everyNth(3, 7, passing().toArray(Fault[]::new));
      var config = vendor.config(name);
      config.put("request.timeout.ms", "2000");
      Stack.rest().create(name, config);

      Stack.reader().untilCount(name, 1_000, Duration.ofMinutes(1));
      var records = Stack.reader().untilQuiet(name, Duration.ofSeconds(2));

      assertThat(records.stream().map(ConsumerRecord::key).toList())
          .containsExactlyInAnyOrderElementsOf(vendor.truth().keySet());
      Stack.rest().delete(name);
    }
  }

  static List<VendorFixture> vendors() {
    return Vendors.all();
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
