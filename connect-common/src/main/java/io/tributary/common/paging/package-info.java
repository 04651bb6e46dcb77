// SPDX-License-Identifier: Apache-2.0
/**
 * How lists are paged: by time, by number and by cursor. A pager decides which page comes next and
 * whether a list has been read to its end, but it fetches nothing and keeps no events. Open {@link
 * io.tributary.common.paging.Pager} first, then {@link io.tributary.common.paging.TimePager}.
 */
package io.tributary.common.paging;
