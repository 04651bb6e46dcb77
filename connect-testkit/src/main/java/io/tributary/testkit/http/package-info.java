// SPDX-License-Identifier: Apache-2.0
/**
 * Servers and proxies on the loopback interface, based on plain sockets so that a test can cut,
 * delay, reset or flood a response at any byte: fault scripts, request records and test
 * certificates. It does not depend on any vendor or on Devo. Open {@link
 * io.tributary.testkit.http.FaultScript} first.
 */
@NullMarked
package io.tributary.testkit.http;

import org.jspecify.annotations.NullMarked;
