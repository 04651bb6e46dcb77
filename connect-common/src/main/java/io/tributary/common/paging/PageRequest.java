// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.paging;

import io.tributary.common.vendor.Position;
import io.tributary.common.vendor.Window;

/**
 * The page to fetch next. The fetch thread sees nothing else of the engine.
 *
 * @param window the range to read, with the number of rows to request
 * @param position where the page begins
 */
public record PageRequest(Window window, Position position) {}
