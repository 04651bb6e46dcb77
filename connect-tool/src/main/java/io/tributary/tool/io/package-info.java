// SPDX-License-Identifier: Apache-2.0
/**
 * The files and the terminal of the machine that the tool runs on, and the one exception whose
 * message is all that the operator sees. It knows nothing about connectors. Open {@link
 * io.tributary.tool.io.JsonIo} first.
 */
@NullMarked
package io.tributary.tool.io;

import org.jspecify.annotations.NullMarked;
