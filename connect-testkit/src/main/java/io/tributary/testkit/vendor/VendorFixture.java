// SPDX-License-Identifier: Apache-2.0
package io.tributary.testkit.vendor;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Everything that tests, the demonstration and the benchmarks know about a vendor. It is in the
 * vendor's folder, among the tests of its connector. {@link Vendors} finds it as a service.
 */
public interface VendorFixture {
  /** The name of its source in the demonstration. Its module is {@code connector-<name>}. */
  String name();

  /** The vendor's name in prose. */
  String title();

  /** The class name of its source connector. */
  String connectorClass();

  /** How it behaves. */
  Set<VendorBehavior> behaviors();

  /** Starts a fake on the requested port, or on a free one if it is in use or 0. */
  FakeVendor start(int wantedPort, @Nullable SSLContext tls);

  /** Starts a fake on a free port, without TLS. */
  default FakeVendor start() {
    return start(0, null);
  }

  /**
   * Events at random seconds of [from, to), oldest first. The same arguments give the same events.
   * Different seeds give different ids.
   */
  List<EventRow> rows(long seed, int count, Instant from, Instant to);

  /** Events of one second. */
  default List<EventRow> inOneSecond(long seed, int count, Instant time) {
    return rows(seed, count, time, time);
  }

  /** One event without an id. */
  EventRow withoutId(long seed, Instant time);

  /** The event with this id and time and these additional members, whose JSON is used verbatim. */
  EventRow row(String id, Instant time, String members);

  /** The event after a change at that time, with the same id. */
  EventRow changed(EventRow row, Instant time);

  /** The settings in addition to base.url and login with which a test sees events at once. */
  default Map<String, String> impatience() {
    return Map.of();
  }

  /** Its pages in the benchmarks. Absent if no benchmark reads them. */
  default Optional<VendorBench> bench() {
    return Optional.empty();
  }

  /** Its part of the demonstration. */
  VendorDemo demo();
}
