// SPDX-License-Identifier: Apache-2.0
/**
 * From Kafka records to Devo messages: tag, time, host and body, and where each record came from.
 * Nothing here is encoded for the wire or sent. Open {@link
 * io.tributary.devo.message.MessageMapper} first.
 */
@NullMarked
package io.tributary.devo.message;

import org.jspecify.annotations.NullMarked;
