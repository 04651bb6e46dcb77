// SPDX-License-Identifier: Apache-2.0
/**
 * The broker and the worker of the quickstart, the connectors deployed to it, and where all of it
 * lies on disk. Nothing here knows the demonstration. Open {@link
 * io.tributary.quickstart.worker.Platform} first.
 */
@NullMarked
package io.tributary.quickstart.worker;

import org.jspecify.annotations.NullMarked;
