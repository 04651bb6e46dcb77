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
  /** The events a fake is filled with lie within the day that begins here. */
  static final Instant DAY = Instant.parse("2026-10-02T00:00:00Z");

  /** A text that must not turn up anywhere. */
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

  /** Settings that make a task read all of {@link #DAY} by the recommended login, in a hurry. */
  final Map<String, String> settings() {
    return settings(vendor.logins().get(0));
  }

  /** The same by another login. */
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
