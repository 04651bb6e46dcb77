// SPDX-License-Identifier: Apache-2.0
/**
 * The transport that writes to a socket on a thread of its own, for any protocol: queue, epochs,
 * confirmation, and the connection over TCP or TLS. What is written is decided by the encoder and
 * the session it is given. Open {@link io.tributary.devo.socket.SocketTransport} first.
 */
@NullMarked
package io.tributary.devo.socket;

import org.jspecify.annotations.NullMarked;
