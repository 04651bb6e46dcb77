package io.tributary.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What every source must do, whatever the vendor: a connector's own test extends this with its task
 * and its fake, and is held to it over real sockets.
 */
public abstract class VendorContract {
  /** The events a fake is filled with lie within the day that begins here. */
  protected static final Instant DAY = Instant.parse("2026-10-02T00:00:00Z");

  /** A text that must not turn up anywhere. */
  protected static final String CANARY = "canary-4711";

  private static final Duration SOON = Duration.ofSeconds(20);

  // Set before each test.
  @SuppressWarnings("NullAway.Init")
  private FakeVendor vendor;

  @SuppressWarnings("NullAway.Init")
  private SourceTask task;

  /** A fake that serves the feed. */
  protected abstract FakeVendor newVendor();

  /** So many events of the feed within {@link #DAY}, several of them in one second. */
  protected abstract List<EventRow> events(int count);

  /** The path the events are served at. */
  protected abstract String eventsPath();

  /** A task of the connector. */
  protected abstract SourceTask newTask();

  /** Settings that make it read all of {@link #DAY} from the fake. */
  protected abstract Map<String, String> settings(FakeVendor vendor);

  /** The same with a credential the fake does not know, which contains {@link #CANARY}. */
  protected abstract Map<String, String> wrongCredentials(FakeVendor vendor);

  @BeforeEach
  void startVendor() {
    vendor = newVendor();
    vendor.add(events(350));
    task = newTask();
  }

  @AfterEach
  void stopAll() {
    task.stop();
    vendor.close();
  }

  @Test
  void everyEventIsDeliveredOnceAsTheVendorSentIt() throws InterruptedException {
    start(Map.of(), settings(vendor));

    var records = pollUntil(350);

    assertEquals(vendor.truth().keySet(), new HashSet<>(keys(records)));
    assertEquals(350, records.size());
    for (var record : records) {
      var json = Objects.requireNonNull(vendor.truth().get((String) record.key())).json();
      assertTrue(((String) record.value()).startsWith(json.substring(0, json.length() - 1)));
    }
  }

  @Test
  void aTaskThatStartsFromAnyRecordsOffsetDeliversTheRest() throws InterruptedException {
    start(Map.of(), settings(vendor));
    var first = pollUntil(350);
    for (var cut : List.of(0, 99, 100, 217, 348)) {
      task.stop();
      task = newTask();
      start(first.get(cut).sourceOffset(), settings(vendor));

      var rest = pollUntil(349 - cut);

      var all = new TreeSet<>(keys(first.subList(0, cut + 1)));
      all.addAll(keys(rest));
      assertEquals(349 - cut, rest.size());
      assertEquals(new TreeSet<>(vendor.truth().keySet()), all);
    }
  }

  @Test
  void passingFaultsAreWaitedOut() throws InterruptedException {
    vendor
        .faults()
        .on(eventsPath())
        .next(Fault.tooManyRequests("0.1"), Fault.status(500), Fault.status(503))
        .next(Fault.html(), Fault.resetBefore(), Fault.cutBody(), Fault.resetWithin());
    start(Map.of(), settings(vendor));

    assertEquals(350, pollUntil(350).size());
    assertEquals(7, vendor.faults().count());
  }

  @Test
  void wrongCredentialsFailTheTaskWithoutNamingThem() {
    start(Map.of(), wrongCredentials(vendor));

    var failure = assertThrows(ConnectException.class, () -> pollUntil(1));

    assertTrue(
        String.valueOf(failure.getMessage()).matches("(ApiError|InitVariablesError) \\d+: .*\\."));
    assertFalse(
        String.valueOf(failure.getMessage()).contains(CANARY),
        String.valueOf(failure.getMessage()));
  }

  @Test
  void aTaskStopsAtOnceWhileTheVendorIsSilent() throws InterruptedException {
    vendor.faults().on(eventsPath()).always(Fault.hang());
    start(Map.of(), settings(vendor));
    assertTimeout(Duration.ofSeconds(1), () -> assertNull(task.poll()));

    assertTimeout(Duration.ofSeconds(1), () -> task.stop());
  }

  private void start(Map<String, ?> offset, Map<String, String> settings) {
    task.initialize(new StoredOffset(offset, settings));
    task.start(settings);
  }

  private List<SourceRecord> pollUntil(int count) throws InterruptedException {
    var records = new ArrayList<SourceRecord>();
    var deadline = System.nanoTime() + SOON.toNanos();
    // Two polls more than needed, so that a repetition would show.
    for (var more = 2; more > 0 && System.nanoTime() < deadline; ) {
      var polled = task.poll();
      if (polled != null) {
        records.addAll(polled);
      }
      more -= records.size() >= count ? 1 : 0;
    }
    return records;
  }

  private static List<String> keys(Collection<SourceRecord> records) {
    return records.stream().map(record -> (String) record.key()).toList();
  }
}
