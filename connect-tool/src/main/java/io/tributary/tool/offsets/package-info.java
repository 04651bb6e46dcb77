// SPDX-License-Identifier: Apache-2.0
/**
 * The offsets of connectors as an operator reads them. Their format belongs to the common module,
 * and the calls to a worker belong to connect-rest. Open {@link
 * io.tributary.tool.offsets.OffsetEntry} first.
 */
@NullMarked
package io.tributary.tool.offsets;

import org.jspecify.annotations.NullMarked;
