// SPDX-License-Identifier: Apache-2.0
/**
 * Embedded Kafka and Connect, and fakes of the vendors and of Devo over loopback sockets. For
 * tests, the quickstart and benchmarks; no connector's main code may depend on it.
 */
@NullMarked
package io.tributary.testkit;

import org.jspecify.annotations.NullMarked;
