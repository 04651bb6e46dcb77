// SPDX-License-Identifier: Apache-2.0
/**
 * The interfaces and values that the author of a vendor connector implements or returns. It
 * contains no logic: paging helpers are in {@code paging}, and the engine does the rest. Open
 * {@link io.tributary.common.vendor.VendorApi} first, then {@link
 * io.tributary.common.vendor.Vendor}.
 */
package io.tributary.common.vendor;
