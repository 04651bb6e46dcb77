// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.engine;

import io.tributary.common.vendor.Window;
import java.util.Optional;

/**
 * The page to fetch next, and all that the fetch thread sees of the engine.
 *
 * @param window the range to read, with the number of rows to ask for
 * @param token the vendor's own token of the page; absent for the first page of the range
 */
record PageRequest(Window window, Optional<String> token) {}
