// SPDX-License-Identifier: Apache-2.0
/**
 * From bytes to events: a page body is cut into events here, each with its id, its time and the
 * bytes the vendor sent. Nothing here knows which events were sent before. Open {@link
 * io.tributary.common.event.PageParser} first.
 */
package io.tributary.common.event;
