// SPDX-License-Identifier: Apache-2.0
package io.tributary.quickstart.demo;

import io.tributary.testkit.devo.FakeDevo;
import io.tributary.testkit.http.Fault;
import java.util.Collections;
import java.util.function.LongSupplier;

/**
 * A fault that can be injected into a fake.
 *
 * @param connector the one that has to cope with it
 * @param about what it does, one or two sentences
 * @param counted what {@code hits} counts
 * @param hits how often this kind has hit so far, all injections taken together
 * @param each how often one injection hits
 * @param start lets it begin
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

  /** Within the events that are made with a fault, so that some have been taken and some not. */
  private static final int BYTES_BEFORE_RESET = 6_000;

  /** Too many requests. */
  static FaultKind storm(DemoVendor vendor) {
    var storm = Collections.nCopies(STORM, Fault.tooManyRequests(RETRY_AFTER));
    return new FaultKind(
        vendor.connector() + "-storm",
        vendor.connector(),
        "429 storm",
        "The vendor answers its next %d requests with 429 Too Many Requests.".formatted(STORM),
        "429 answers served",
        () -> vendor.fake().answered(429),
        STORM,
        () -> vendor.fake().faults().next(storm.toArray(new Fault[0])));
  }

  /** The access token is taken for expired. */
  static FaultKind tokenExpiry(DemoVendor vendor, Runnable revoke) {
    return new FaultKind(
        vendor.connector() + "-token",
        vendor.connector(),
        "Token expiry",
        "The vendor takes the connector's access token for expired and answers 401.",
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
        "Receiver reset",
        "Devo's receiver dies: the connection is reset, and what it had not confirmed is gone from the tables.",
        "Connections reset",
        () -> devo.faults().resetConnections().size(),
        1,
        () -> devo.faults().resetAfterBytes(BYTES_BEFORE_RESET));
  }
}
