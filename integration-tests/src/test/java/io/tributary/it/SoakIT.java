package io.tributary.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.testkit.connect.WorkerProcess;
import io.tributary.testkit.http.Fault;
import io.tributary.kiteworks.fixture.ActivityRows;
import io.tributary.cloudsek.fixture.AlertRows;
import io.tributary.cloudsek.fixture.FakeCloudSek;
import io.tributary.kiteworks.fixture.FakeKiteworks;
import io.tributary.testkit.vendor.FakeVendor;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/**
 * Vendors that answer every third request with a fault while events keep coming: the tasks stay
 * RUNNING, the topics hold the truth, and neither the heap nor the offset grows.
 */
class SoakIT {
  private static final Duration SOAK =
      Duration.ofSeconds(Integer.getInteger("it.soak.seconds", 15));
  private static final int EVENTS = Integer.getInteger("it.soak.events", 4_000);
  private static final int WARM = 1_000;
  private static final int MOST_IDS = 30_000;
  private static final long HEAP_GROWTH = 16 << 20;

  /** Keeps some 2,900 alerts within the 24 hours that are read again in each round. */
  private static final Duration BETWEEN_ALERTS = Duration.ofSeconds(30);

  private final Instant start = Instant.now();
  private int added;

  @Test
  void goesOnWhateverEveryThirdAnswerIs() throws IOException {
    try (var kiteworks = FakeKiteworks.start();
        var cloudSek = FakeCloudSek.start();
        var worker = Stack.newWorker("soak", true);
        var jmx = WorkerJmx.of(worker)) {
      kiteworks.faults().on(FakeKiteworks.ACTIVITIES).everyNth(3, 1, faults());
      cloudSek.faults().on(FakeCloudSek.ALERTS).everyNth(3, 2, faults());
      var activities = soaked(Configs.kiteworks(kiteworks, "soak-kiteworks"));
      activities.put("page.size", "500");
      worker.client().create("soak-kiteworks", activities);
      var alerts = soaked(Configs.cloudSek(cloudSek, "soak-cloudsek"));
      alerts.put("initial.start.time.in.utc", firstAlert().toString());
      worker.client().create("soak-cloudsek", alerts);

      soakUntil(WARM, kiteworks, cloudSek, worker);
      Stack.reader().untilCount("soak-kiteworks", WARM, SOAK);
      Stack.reader().untilCount("soak-cloudsek", WARM, SOAK);
      var warm = jmx.liveHeap();
      soakUntil(EVENTS, kiteworks, cloudSek, worker);

      Backfill.assertExactly("soak-kiteworks", kiteworks.truth());
      Backfill.assertExactly("soak-cloudsek", cloudSek.truth());
      assertRunning(worker);
      assertThat(jmx.liveHeap() - warm).isLessThan(HEAP_GROWTH);
      assertFaults(kiteworks);
      assertFaults(cloudSek);
      assertThat(storedIds(worker, "soak-kiteworks")).isBetween(1, MOST_IDS);
      assertThat(storedIds(worker, "soak-cloudsek")).isBetween(1, MOST_IDS);
    }
  }

  private void soakUntil(
      int events, FakeKiteworks kiteworks, FakeCloudSek cloudSek, WorkerProcess worker) {
    Awaitility.await()
        .pollInterval(Duration.ofMillis(250))
        .atMost(SOAK.plusMinutes(1))
        .until(
            () -> {
              add(Math.min(due(), events), kiteworks, cloudSek);
              assertRunning(worker);
              return added == events;
            });
  }

  /** How many events there should be by now. */
  private int due() {
    return (int) (EVENTS * Duration.between(start, Instant.now()).toMillis() / SOAK.toMillis());
  }

  private void add(int events, FakeKiteworks kiteworks, FakeCloudSek cloudSek) {
    var more = events - added;
    if (more > 0) {
      var now = Instant.now();
      kiteworks.add(ActivityRows.realistic(added, more, now.minusSeconds(2), now));
      var from = firstAlert().plus(BETWEEN_ALERTS.multipliedBy(added));
      var to = firstAlert().plus(BETWEEN_ALERTS.multipliedBy(events));
      cloudSek.add(AlertRows.nested(added, more, from, to));
      added = events;
    }
  }

  private Instant firstAlert() {
    return start.minus(BETWEEN_ALERTS.multipliedBy(EVENTS));
  }

  private static void assertRunning(WorkerProcess worker) {
    for (var name : new String[] {"soak-kiteworks", "soak-cloudsek"}) {
      var status = worker.client().status(name);
      assertThat(status.failed()).as("%s", status).isFalse();
    }
  }

  private static void assertFaults(FakeVendor vendor) {
    assertThat(vendor.faults().count()).isGreaterThan(vendor.requests().size() / 4);
  }

  private static int storedIds(WorkerProcess worker, String name) throws IOException {
    var offset = worker.client().offsets(name).get(0).offset();
    return new ObjectMapper().readTree((String) offset.get("last_ids")).size();
  }

  private static Map<String, String> soaked(Map<String, String> config) {
    config.put("requests.limits", "");
    config.put("request.timeout.ms", "1000");
    return config;
  }

  private static Fault[] faults() {
    var soon = ZonedDateTime.now(ZoneOffset.UTC).plusSeconds(10);
    return new Fault[] {
      Fault.tooManyRequests("1"),
      Fault.tooManyRequests("0.2"),
      Fault.tooManyRequests(soon.format(DateTimeFormatter.RFC_1123_DATE_TIME)),
      Fault.tooManyRequests("soon"),
      Fault.status(500),
      Fault.status(502, "<html>Bad gateway</html>"),
      Fault.status(503),
      Fault.resetBefore(),
      Fault.resetWithin(),
      Fault.cutBody(),
      Fault.html(),
      Fault.slow(Duration.ofMillis(300)),
      Fault.trickle(),
      Fault.status(401, "{\"errors\":[{\"code\":\"ERR_AUTH_UNAUTHORIZED\"}]}"),
    };
  }
}
