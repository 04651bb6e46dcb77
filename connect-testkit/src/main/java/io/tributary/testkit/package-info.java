// SPDX-License-Identifier: Apache-2.0
/**
 * Embedded Kafka and Connect, and fakes of the vendors and of Devo over loopback sockets, for
 * tests, the quickstart and benchmarks. The main code of a connector must not depend on it.
 */
@NullMarked
package io.tributary.testkit;

import org.jspecify.annotations.NullMarked;
