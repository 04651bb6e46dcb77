// SPDX-License-Identifier: Apache-2.0
/**
 * The source connector and its task as Kafka Connect sees them: lifecycle, validation, altered
 * offsets, heartbeats. Everything that reads a feed is in the engine. Open {@link
 * io.tributary.common.connect.EventSourceTask} first.
 */
package io.tributary.common.connect;
