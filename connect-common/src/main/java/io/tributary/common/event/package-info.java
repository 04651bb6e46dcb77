// SPDX-License-Identifier: Apache-2.0
/**
 * Parsing of page bodies into events, each with its id, its time and the bytes the vendor sent.
 * This package does not know which events were sent before. Open {@link
 * io.tributary.common.event.PageParser} first.
 */
package io.tributary.common.event;
