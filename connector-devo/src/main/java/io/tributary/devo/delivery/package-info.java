// SPDX-License-Identifier: Apache-2.0
/**
 * What is sent, confirmed, or sent again, whatever the transport: the contract of a transport, the
 * offsets that may be committed, the way back after a failure, back-pressure, and what the operator
 * sees. No protocol is spoken here. Open {@link io.tributary.devo.delivery.Delivery} first, then
 * {@link io.tributary.devo.delivery.Progress} and {@link io.tributary.devo.delivery.DevoTransport}.
 */
@NullMarked
package io.tributary.devo.delivery;

import org.jspecify.annotations.NullMarked;
