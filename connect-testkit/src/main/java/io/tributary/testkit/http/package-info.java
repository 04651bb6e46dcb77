// SPDX-License-Identifier: Apache-2.0
/**
 * Servers and proxies on the loopback interface, written over plain sockets so that a test can cut,
 * delay, reset or flood an answer at any byte: scripts of faults, records of requests, test
 * certificates. Nothing here knows a vendor or Devo. Open {@link
 * io.tributary.testkit.http.FaultScript} first.
 */
@NullMarked
package io.tributary.testkit.http;

import org.jspecify.annotations.NullMarked;
