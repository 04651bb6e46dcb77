// SPDX-License-Identifier: Apache-2.0
/**
 * Which stretch of a feed to read next: the windows of the polls and those of the sweeps. Open
 * {@link io.tributary.common.window.ReadPolicy} first.
 */
package io.tributary.common.window;
