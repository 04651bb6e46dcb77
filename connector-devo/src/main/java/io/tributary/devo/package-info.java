// SPDX-License-Identifier: Apache-2.0
/**
 * The Devo sink as Kafka Connect sees it: the connector, the task, the connection check of the
 * settings, and the choice of a transport. Everything else is in the packages below. Open {@link
 * io.tributary.devo.DevoSinkTask} first.
 */
@NullMarked
package io.tributary.devo;

import org.jspecify.annotations.NullMarked;
