// SPDX-License-Identifier: Apache-2.0
package io.tributary.it;

import io.tributary.testkit.http.FaultScript;
import io.tributary.testkit.http.RecordedRequest;
import io.tributary.testkit.vendor.EventRow;
import io.tributary.testkit.vendor.FakeVendor;
import io.tributary.testkit.vendor.VendorFixture;
import io.tributary.testkit.vendor.VendorLogin;
import io.tributary.testkit.vendor.Vendors;
import java.net.URI;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A vendor whose fake runs, and the configurations of connectors that read it. */
record RunningVendor(VendorFixture fixture, FakeVendor fake) implements AutoCloseable {
  private static final String STRING_CONVERTER = "org.apache.kafka.connect.storage.StringConverter";

  /** The first vendor. */
  static RunningVendor start() {
    return start(Vendors.all().get(0));
  }

  static RunningVendor start(VendorFixture fixture) {
    return new RunningVendor(fixture, fixture.start());
  }

  /** All vendors. */
  static List<RunningVendor> startAll() {
    return Vendors.all().stream().map(RunningVendor::start).toList();
  }

  /** The name of a connector or topic of this vendor. */
  String named(String prefix) {
    return prefix + "-" + fixture.name();
  }

  /** The source by its recommended login, as an operator would post it. */
  Map<String, String> config(String topic) {
    return config(topic, fake.logins().get(0));
  }

  Map<String, String> config(String topic, VendorLogin login) {
    var config = new HashMap<>(fixture.impatience());
    config.putAll(login.settings());
    config.put("connector.class", fixture.connectorClass());
    config.put("base.url", fake.url().toString());
    config.put("tasks.max", "1");
    config.put("topic", topic);
    config.put("key.converter", STRING_CONVERTER);
    config.put("value.converter", STRING_CONVERTER);
    // The tests count requests, and some of them configure vendors that nobody could reach.
    config.put("connection.check.enabled", "false");
    config.put("requests.limits", "");
    config.put("poll.interval.ms", "500");
    config.put("retry.backoff.ms", "50");
    config.put("retry.backoff.max.ms", "500");
    config.put("initial.start.time.in.utc", "2026-10-01T00:00:00Z");
    return config;
  }

  /** The Devo table of its events, or the one that unites those of its kinds. */
  String table() {
    return fixture.demo().table();
  }

  List<EventRow> rows(long seed, int count, Instant from, Instant to) {
    return fixture.rows(seed, count, from, to);
  }

  void add(EventRow... rows) {
    fake.add(rows);
  }

  void add(Collection<EventRow> rows) {
    fake.add(rows);
  }

  Map<String, EventRow> truth() {
    return fake.truth();
  }

  FaultScript faults() {
    return fake.faults();
  }

  /** The faults that requests for events meet. */
  FaultScript eventFaults() {
    return fake.faults().on(fake.eventsPath());
  }

  List<RecordedRequest> eventRequests() {
    return fake.requests(fake.eventsPath());
  }

  URI url() {
    return fake.url();
  }

  @Override
  public void close() {
    fake.close();
  }
}
