// SPDX-License-Identifier: Apache-2.0
/**
 * What is sent, confirmed, or sent again, whatever the transport: the contract of a transport, the
 * offsets that may be committed, the way back after a failure, back-pressure, and what the operator
 * sees. No protocol is spoken here. Open {@link io.tributary.devo.delivery.DevoTransport} first.
 */
@NullMarked
package io.tributary.devo.delivery;

import org.jspecify.annotations.NullMarked;
