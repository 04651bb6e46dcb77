// SPDX-License-Identifier: Apache-2.0
/**
 * The ways in which servers page through a list, for vendors to use: by cursor, by page number, by
 * row offset and by time. A pager says what the next request is; it does not fetch. Open {@link
 * io.tributary.common.paging.OffsetPaging} first, the simplest of them.
 */
package io.tributary.common.paging;
