// SPDX-License-Identifier: Apache-2.0
package io.tributary.quickstart.demo;

import io.tributary.testkit.devo.FakeDevo;
import io.tributary.testkit.http.Fault;
import java.util.Collections;
import java.util.function.LongSupplier;

/**
 * A fault that can be injected into a fake.
 *
 * @param connector the connector that has to handle it
 * @param label what the button says, with the system that it hits
 * @param about its effect, in one or two sentences
 * @param counted the unit that {@code hits} counts
 * @param hits the number of hits so far, over all injections
 * @param each the number of hits per injection
 * @param start starts it
 */
public record FaultKind(
    String id,
    String connector,
    String label,
    String about,
    String counted,
    LongSupplier hits,
    int each,
    Runnable start) {
  private static final int STORM = 6;
  private static final String RETRY_AFTER = "1";

  /**
   * In the middle of the events that are added with a fault, so that some of them have been
   * received.
   */
  private static final int BYTES_BEFORE_RESET = 6_000;

  /** Too many requests. */
  static FaultKind storm(DemoVendor vendor) {
    var storm = Collections.nCopies(STORM, Fault.tooManyRequests(RETRY_AFTER));
    return new FaultKind(
        vendor.connector() + "-storm",
        vendor.connector(),
        "429 storm at " + vendor.title(),
        "The vendor answers its next %d requests with 429 Too Many Requests.".formatted(STORM),
        "429 answers served",
        () -> vendor.fake().answered(429),
        STORM,
        () -> vendor.fake().faults().next(storm.toArray(new Fault[0])));
  }

  /** The access token is treated as expired. */
  static FaultKind tokenExpiry(DemoVendor vendor, Runnable revoke) {
    return new FaultKind(
        vendor.connector() + "-token",
        vendor.connector(),
        "Token expiry at " + vendor.title(),
        "The vendor treats the connector's access token as expired and answers 401.",
        "401 answers served",
        () -> vendor.fake().answered(401),
        1,
        revoke);
  }

  /** A receiver that dies. */
  static FaultKind reset(FakeDevo devo, String connector) {
    return new FaultKind(
        connector + "-reset",
        connector,
        "Receiver reset at Devo",
        "Devo's receiver dies: the connection is reset, and events it had not confirmed disappear from the tables.",
        "Connections reset",
        () -> devo.faults().resetConnections().size(),
        1,
        () -> devo.faults().resetAfterBytes(BYTES_BEFORE_RESET));
  }
}
