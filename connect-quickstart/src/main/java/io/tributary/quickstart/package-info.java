// SPDX-License-Identifier: Apache-2.0
/**
 * The command {@code ./quickstart}: broker, worker and connectors in one JVM, for the demonstration
 * or for connectors of one's own. It is no way to run anything in production. Open {@link
 * io.tributary.quickstart.DemoRun} first.
 */
@NullMarked
package io.tributary.quickstart;

import org.jspecify.annotations.NullMarked;
