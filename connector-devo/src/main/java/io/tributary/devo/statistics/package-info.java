// SPDX-License-Identifier: Apache-2.0
/**
 * What a sink task counts, and what it tells Devo about itself: lines of a tag of their own, which
 * are no events and for which no event waits. Open {@link
 * io.tributary.devo.statistics.SenderStatistics} first.
 */
@NullMarked
package io.tributary.devo.statistics;

import org.jspecify.annotations.NullMarked;
