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
 * All that tests, the demonstration and the benchmarks know about a vendor. It stands in the
 * vendor's folder among the tests of its connector, and {@link Vendors} finds it as a service.
 */
public interface VendorFixture {
  /** Its module is {@code connector-<name>}, its source in the demonstration is called so too. */
  String name();

  /** The vendor's name as people write it. */
  String title();

  /** The class name of its source connector. */
  String connectorClass();

  /** How it behaves. */
  Set<VendorBehavior> behaviors();

  /** Starts a fake on the wanted port, or another when that is taken or 0. */
  FakeVendor start(int wantedPort, @Nullable SSLContext tls);

  /** Starts a fake on a free port, without TLS. */
  default FakeVendor start() {
    return start(0, null);
  }

  /**
   * Events at random seconds of [from, to), oldest first. The same arguments give the same events,
   * different seeds give different ids.
   */
  List<EventRow> rows(long seed, int count, Instant from, Instant to);

  /** Events of one second. */
  default List<EventRow> inOneSecond(long seed, int count, Instant time) {
    return rows(seed, count, time, time);
  }

  /** One event without an id. */
  EventRow withoutId(long seed, Instant time);

  /** The event with this id and time, its JSON written as it stands with these members added. */
  EventRow row(String id, Instant time, String members);

  /** The event as it is after a change at that time; its id stays. */
  EventRow changed(EventRow row, Instant time);

  /** Settings beside base.url and login that a test needs to see events at once. */
  default Map<String, String> impatience() {
    return Map.of();
  }

  /** Its pages in the benchmarks; absent if no benchmark reads them. */
  default Optional<VendorBench> bench() {
    return Optional.empty();
  }

  /** Its part of the demonstration. */
  VendorDemo demo();
}
