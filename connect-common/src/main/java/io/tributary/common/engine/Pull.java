// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.engine;

import io.tributary.common.vendor.Window;
import java.time.Instant;

/**
 * The properties of one pull that do not change while its window is read.
 *
 * @param id identifies the pull: epoch milliseconds, greater than the id of any earlier pull
 * @param started when the pull began, by the local clock
 * @param reachesNow whether the window reaches the present
 */
record Pull(long id, Instant started, Window window, boolean reachesNow) {}
