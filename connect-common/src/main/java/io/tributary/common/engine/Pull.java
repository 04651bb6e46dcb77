// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.engine;

import io.tributary.common.vendor.Window;
import java.time.Instant;

/**
 * One pull: what does not change while its window is read.
 *
 * @param id names the pull: epoch milliseconds, later than that of any pull before
 * @param started when it began, by our clock
 * @param reachesNow whether its window reaches up to the present
 */
record Pull(long id, Instant started, Window window, boolean reachesNow) {}
