// SPDX-License-Identifier: Apache-2.0
/**
 * The commands of the operator's command line tool: what each one accepts and prints. The work
 * behind a command is in the packages below, none of which uses this one. Open {@link
 * io.tributary.tool.Tool} first.
 */
@NullMarked
package io.tributary.tool;

import org.jspecify.annotations.NullMarked;
