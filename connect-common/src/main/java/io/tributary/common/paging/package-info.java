// SPDX-License-Identifier: Apache-2.0
/**
 * Paging styles for vendors to use: by cursor, by page number, by row offset and by time. A pager
 * computes the next request but does not fetch it. Open {@link
 * io.tributary.common.paging.OffsetPaging} first, the simplest of them.
 */
package io.tributary.common.paging;
