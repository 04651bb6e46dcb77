// SPDX-License-Identifier: Apache-2.0
/**
 * The command {@code ./quickstart}: broker, worker and connectors in one JVM, for the demonstration
 * or for the user's connectors. It is not meant for production. Open {@link
 * io.tributary.quickstart.DemoRun} first.
 */
@NullMarked
package io.tributary.quickstart;

import org.jspecify.annotations.NullMarked;
