package io.tributary.testkit.vendor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tributary.testkit.http.FaultScript;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What the contracts ask of a vendor's test, and a task of it that reads its fake. */
public abstract class VendorHarness {
  /** The events a fake is filled with lie within the day that begins here. */
  protected static final Instant DAY = Instant.parse("2026-10-02T00:00:00Z");

  /** A text that must not turn up anywhere. */
  protected static final String CANARY = "canary-4711";

  static final int EVENTS = 350;
  private static final Duration SOON = Duration.ofSeconds(20);

  // Set before each test.
  @SuppressWarnings("NullAway.Init")
  FakeVendor vendor;

  @SuppressWarnings("NullAway.Init")
  SourceTask task;

  /** A fake that serves the feed. */
  protected abstract FakeVendor newVendor();

  /** So many events of the feed within {@link #DAY}, several of them in one second. */
  protected abstract List<EventRow> events(int count);

  /** So many other events of the feed at random seconds of [from, to). */
  protected abstract List<EventRow> events(int count, Instant from, Instant to);

  /** The path the events are served at. */
  protected abstract String eventsPath();

  /** A task of the connector. */
  protected abstract SourceTask newTask();

  /** Settings that make it read all of {@link #DAY} from the fake. */
  protected abstract Map<String, String> settings(FakeVendor vendor);

  /** The same with a credential the fake does not know, which contains {@link #CANARY}. */
  protected abstract Map<String, String> wrongCredentials(FakeVendor vendor);

  /** Lets what the task has logged in with expire; false where a credential never does. */
  protected abstract boolean expireCredential();

  @BeforeEach
  void startVendor() {
    vendor = newVendor();
    vendor.add(events(EVENTS));
    task = newTask();
  }

  @AfterEach
  void stopAll() {
    task.stop();
    vendor.close();
  }

  final FaultScript faults() {
    return vendor.faults().on(eventsPath());
  }

  final int requests() {
    return vendor.requests(eventsPath()).size();
  }

  final void start() {
    start(Map.of(), settings(vendor));
  }

  final void startWith(String name, String value) {
    var settings = new HashMap<>(settings(vendor));
    settings.put(name, value);
    start(Map.of(), settings);
  }

  final void start(Map<String, ?> offset, Map<String, String> settings) {
    task.initialize(new TaskContext(offset, settings));
    task.start(settings);
  }

  final List<SourceRecord> pollUntil(int count) throws InterruptedException {
    var records = new ArrayList<SourceRecord>();
    poll(records, () -> records.size() < count);
    // Two polls more than needed, so that a repetition would show.
    poll(records, 2);
    return records;
  }

  /** Polls while the vendor is asked for so many more pages. */
  final List<SourceRecord> pollForRequests(int more) throws InterruptedException {
    var records = new ArrayList<SourceRecord>();
    var enough = requests() + more;
    poll(records, () -> requests() < enough);
    return records;
  }

  private void poll(List<SourceRecord> records, BooleanSupplier goOn) throws InterruptedException {
    var deadline = System.nanoTime() + SOON.toNanos();
    while (goOn.getAsBoolean() && System.nanoTime() < deadline) {
      poll(records, 1);
    }
  }

  private void poll(List<SourceRecord> records, int times) throws InterruptedException {
    for (var i = 0; i < times; i++) {
      var polled = task.poll();
      if (polled != null) {
        records.addAll(polled);
      }
    }
  }

  /** The records are the events the vendor has, each once. */
  final void assertExact(List<SourceRecord> records) {
    assertEquals(vendor.truth().keySet(), new HashSet<>(keys(records)));
    assertEquals(vendor.truth().size(), records.size());
  }

  static List<String> keys(Collection<SourceRecord> records) {
    return records.stream().map(record -> (String) record.key()).toList();
  }
}
