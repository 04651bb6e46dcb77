// SPDX-License-Identifier: Apache-2.0
package io.tributary.it;

import static io.tributary.testkit.vendor.VendorBehavior.SORTS;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.checkpoint.OffsetCodec;
import io.tributary.testkit.connect.WorkerProcess;
import io.tributary.testkit.http.Fault;
import io.tributary.testkit.vendor.FakeVendor;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/**
 * Vendors answer every third request with a fault while new events arrive. The tasks stay RUNNING,
 * the topics contain the truth, and neither the heap nor the offset grows.
 */
class SoakIT {
  private static final Duration SOAK =
      Duration.ofSeconds(Integer.getInteger("it.soak.seconds", 15));
  private static final int EVENTS = Integer.getInteger("it.soak.events", 4_000);
  private static final int WARM = 1_000;
  private static final int MOST_IDS = 30_000;
  private static final long HEAP_GROWTH = 16 << 20;

  /** Keeps some 2,900 events within the 24 hours that each pull reads again. */
  private static final Duration BETWEEN_EVENTS = Duration.ofSeconds(30);

  private final Instant start = Instant.now();
  private final List<RunningVendor> vendors = RunningVendor.startAll();
  private int added;

  @Test
  void goesOnWhateverEveryThirdAnswerIs() throws IOException {
    try (var worker = Stack.newWorker("soak", true);
        var jmx = WorkerJmx.of(worker)) {
      for (var vendor : vendors) {
        vendor.eventFaults().everyNth(3, 1, faults());
        worker.client().create(vendor.named("soak"), soaked(vendor));
        worker.client().awaitRunning(vendor.named("soak"), Duration.ofMinutes(1));
      }

      soakUntil(WARM, worker);
      for (var vendor : vendors) {
        Stack.reader().untilCount(vendor.named("soak"), WARM, SOAK.plusMinutes(1));
      }
      var warm = jmx.liveHeap();
      soakUntil(EVENTS, worker);

      for (var vendor : vendors) {
        Backfill.assertExactly(vendor.named("soak"), vendor.truth());
      }
      assertRunning(worker);
      assertThat(jmx.liveHeap() - warm).isLessThan(HEAP_GROWTH);
      for (var vendor : vendors) {
        assertFaults(vendor.fake());
        assertThat(storedIds(worker, vendor.named("soak"))).isBetween(1, MOST_IDS);
      }
    } finally {
      vendors.forEach(RunningVendor::close);
    }
  }

  private void soakUntil(int events, WorkerProcess worker) {
    Awaitility.await()
        .pollInterval(Duration.ofMillis(250))
        .atMost(SOAK.plusMinutes(1))
        .until(
            () -> {
              add(Math.min(due(), events));
              assertRunning(worker);
              return added == events;
            });
  }

  /** The expected number of events by now. */
  private int due() {
    return (int) (EVENTS * Duration.between(start, Instant.now()).toMillis() / SOAK.toMillis());
  }

  private void add(int events) {
    var more = events - added;
    if (more > 0) {
      var now = Instant.now();
      var from = firstEvent().plus(BETWEEN_EVENTS.multipliedBy(added));
      var to = firstEvent().plus(BETWEEN_EVENTS.multipliedBy(events));
      for (var vendor : vendors) {
        vendor.add(
            isReadAgain(vendor)
                ? vendor.rows(added, more, from, to)
                : vendor.rows(added, more, now.minusSeconds(2), now));
      }
      added = events;
    }
  }

  private Instant firstEvent() {
    return start.minus(BETWEEN_EVENTS.multipliedBy(EVENTS));
  }

  /** Whether each pull reads hours again, because no response shows its progress. */
  private static boolean isReadAgain(RunningVendor vendor) {
    return !vendor.fixture().behaviors().contains(SORTS);
  }

  private void assertRunning(WorkerProcess worker) {
    for (var vendor : vendors) {
      var status = worker.client().status(vendor.named("soak"));
      assertThat(status.failed()).as("%s", status).isFalse();
    }
  }

  private static void assertFaults(FakeVendor vendor) {
    assertThat(vendor.faults().count()).isGreaterThan(vendor.requests().size() / 4);
  }

  private static int storedIds(WorkerProcess worker, String name) {
    return OffsetCodec.decode(worker.client().offsets(name).get(0).offset()).seen().size();
  }

  private Map<String, String> soaked(RunningVendor vendor) {
    var config = vendor.config(vendor.named("soak"));
    config.put("request.timeout.ms", "1000");
    if (isReadAgain(vendor)) {
      config.put("initial.start.time.in.utc", firstEvent().toString());
    } else {
      config.put("page.size", "500");
    }
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
