// SPDX-License-Identifier: Apache-2.0
/**
 * Rows that have been read and not yet emitted: collected to be sorted, or waiting for others to be
 * emitted with. Open {@link io.tributary.common.buffer.PulledRows} first.
 */
package io.tributary.common.buffer;
