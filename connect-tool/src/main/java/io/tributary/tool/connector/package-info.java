// SPDX-License-Identifier: Apache-2.0
/**
 * The connectors inside the tool's jar, and the files in which an operator configures them. Nothing
 * here needs a worker. Open {@link io.tributary.tool.connector.BundledConnectors} first.
 */
@NullMarked
package io.tributary.tool.connector;

import org.jspecify.annotations.NullMarked;
