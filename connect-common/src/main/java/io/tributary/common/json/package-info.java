// SPDX-License-Identifier: Apache-2.0
/**
 * JSON as bytes: one lenient way to parse what a vendor sends, slices of a body, pointers,
 * timestamps, and members appended without touching another byte. It knows nothing about events,
 * pages or HTTP. Open {@link io.tributary.common.json.LenientJson} first, which says what is
 * accepted.
 */
package io.tributary.common.json;
