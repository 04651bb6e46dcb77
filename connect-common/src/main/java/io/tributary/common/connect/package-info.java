// SPDX-License-Identifier: Apache-2.0
/**
 * The source connector and its task as Kafka Connect sees them: lifecycle, validation, altered
 * offsets and heartbeats. The engine reads the feed. Open {@link
 * io.tributary.common.connect.EventSourceTask} first.
 */
package io.tributary.common.connect;
