// SPDX-License-Identifier: Apache-2.0
/**
 * Everything the author of a vendor connector has to implement or return. It has no logic of its
 * own: paging helpers are in {@code paging}, and the engine does the rest. Open {@link
 * io.tributary.common.vendor.VendorApi} first, then {@link io.tributary.common.vendor.Vendor}.
 */
package io.tributary.common.vendor;
