// SPDX-License-Identifier: Apache-2.0
/**
 * Turns the configuration and the state of a Devo collector into connectors and offsets. It only
 * reads and writes files, and never calls a worker. Open {@link
 * io.tributary.tool.migrate.Migration} first.
 */
@NullMarked
package io.tributary.tool.migrate;

import org.jspecify.annotations.NullMarked;
