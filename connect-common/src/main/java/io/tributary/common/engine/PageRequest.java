// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.engine;

import io.tributary.common.vendor.Window;
import java.util.Optional;

/**
 * The page to fetch next. The fetch thread sees nothing else of the engine.
 *
 * @param window the range to read, with the number of rows to request
 * @param token the vendor's token for the page; empty for the first page of the range
 */
record PageRequest(Window window, Optional<String> token) {}
