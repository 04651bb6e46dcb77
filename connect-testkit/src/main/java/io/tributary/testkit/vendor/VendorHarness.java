// SPDX-License-Identifier: Apache-2.0
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

/** A task of a vendor's connector that reads the vendor's fake, for the contracts. */
abstract class VendorHarness {
  /** The day that contains all events of a fake. */
  static final Instant DAY = Instant.parse("2026-10-02T00:00:00Z");

  /** A text that must not appear anywhere. */
  static final String CANARY = "canary-4711";

  static final int EVENTS = 350;
  private static final Duration SOON = Duration.ofSeconds(20);

  // Set before each test.
  @SuppressWarnings("NullAway.Init")
  FakeVendor vendor;

  @SuppressWarnings("NullAway.Init")
  SourceTask task;

  final VendorFixture fixture;

  VendorHarness(VendorFixture fixture) {
    this.fixture = fixture;
  }

  /** Events within {@link #DAY}, 150 of them in one second. */
  private List<EventRow> events() {
    var events = new ArrayList<>(fixture.inOneSecond(1, 150, DAY.plus(Duration.ofHours(1))));
    events.addAll(fixture.rows(2, EVENTS - 150, DAY, DAY.plus(Duration.ofDays(1))));
    return events;
  }

  final String eventsPath() {
    return vendor.eventsPath();
  }

  /** A new task of the vendor's connector. */
  final SourceTask newTask() {
    return Vendors.newTask(fixture);
  }

  /** Settings with which a task quickly reads all of {@link #DAY} by the recommended login. */
  final Map<String, String> settings() {
    return settings(vendor.logins().get(0));
  }

  /** The same with another login. */
  final Map<String, String> settings(VendorLogin login) {
    var settings = new HashMap<>(fixture.impatience());
    settings.putAll(login.settings());
    settings.put("base.url", vendor.url().toString());
    settings.put("initial.start.time.in.utc", DAY.toString());
    settings.put("page.size", "100");
    settings.put("requests.limits", "");
    settings.put("poll.interval.ms", "100");
    settings.put("retry.backoff.ms", "10");
    settings.put("retry.backoff.max.ms", "50");
    return settings;
  }

  @BeforeEach
  void startVendor() {
    vendor = fixture.start();
    vendor.add(events());
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
    start(Map.of(), settings());
  }

  final void startWith(String name, String value) {
    var settings = new HashMap<>(settings());
    settings.put(name, value);
    start(Map.of(), settings);
  }

  final void start(Map<String, ?> offset, Map<String, String> settings) {
    task.initialize(new TaskContext(offset, settings));
    task.start(settings);
  }

  final List<SourceRecord> pollUntil(int count) throws InterruptedException {
    return pollUntil(task, count);
  }

  static List<SourceRecord> pollUntil(SourceTask task, int count) throws InterruptedException {
    var records = new ArrayList<SourceRecord>();
    poll(task, records, () -> records.size() < count);
    // Two polls more than needed, so that a repetition would show.
    poll(task, records, 2);
    return records;
  }

  /** Polls until the vendor has received this many more page requests. */
  final List<SourceRecord> pollForRequests(int more) throws InterruptedException {
    var records = new ArrayList<SourceRecord>();
    var enough = requests() + more;
    poll(task, records, () -> requests() < enough);
    return records;
  }

  static void poll(SourceTask task, List<SourceRecord> records, BooleanSupplier goOn)
      throws InterruptedException {
    var deadline = System.nanoTime() + SOON.toNanos();
    while (goOn.getAsBoolean() && System.nanoTime() < deadline) {
      poll(task, records, 1);
    }
  }

  private static void poll(SourceTask task, List<SourceRecord> records, int times)
      throws InterruptedException {
    for (var i = 0; i < times; i++) {
      var polled = task.poll();
      if (polled != null) {
        records.addAll(polled);
      }
    }
  }

  /** The records are exactly the vendor's events, each once. */
  final void assertExact(List<SourceRecord> records) {
    assertEquals(vendor.truth().keySet(), new HashSet<>(keys(records)));
    assertEquals(vendor.truth().size(), records.size());
  }

  /** Whether it is a record of the journal with this text. */
  static boolean isOf(SourceRecord record, String text) {
    return record.topic().equals("journal") && record.value().toString().contains(text);
  }

  static List<String> keys(Collection<SourceRecord> records) {
    return records.stream().map(record -> (String) record.key()).toList();
  }
}
