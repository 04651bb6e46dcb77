// SPDX-License-Identifier: Apache-2.0
/**
 * Everything a test needs to know about a vendor: its fixture, the fake that serves its events, and
 * the contracts that every source connector keeps. No vendor is named here: each brings its fixture
 * in its own folder. Open {@link io.tributary.testkit.vendor.FakeVendor} first.
 */
@NullMarked
package io.tributary.testkit.vendor;

import org.jspecify.annotations.NullMarked;
