// SPDX-License-Identifier: Apache-2.0
/**
 * Embedded Kafka and Connect, and fakes of the vendors and of Devo over loopback sockets, for
 * tests, the quickstart and benchmarks. The main code of a connector must not depend on it. Open
 * {@link io.tributary.testkit.vendor.VendorContract} first, which every source must pass.
 */
@NullMarked
package io.tributary.testkit;

import org.jspecify.annotations.NullMarked;
