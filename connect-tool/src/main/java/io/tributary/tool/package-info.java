// SPDX-License-Identifier: Apache-2.0
/**
 * The commands of the operator's command line tool: their arguments and their output. The packages
 * below implement the work and do not use this one. Open {@link io.tributary.tool.Tool} first.
 */
@NullMarked
package io.tributary.tool;

import org.jspecify.annotations.NullMarked;
