// SPDX-License-Identifier: Apache-2.0
/**
 * JSON as bytes: one lenient parser for vendors' responses, slices of a body, pointers, timestamps,
 * and members appended without changing another byte. It does not depend on events, pages or HTTP.
 * Open {@link io.tributary.common.json.LenientJson} first, which defines the accepted JSON.
 */
package io.tributary.common.json;
