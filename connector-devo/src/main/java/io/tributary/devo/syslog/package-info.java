// SPDX-License-Identifier: Apache-2.0
/**
 * Plain syslog over a socket: how a message looks on the wire, its compression, and the session in
 * which the end of the connection confirms. Open {@link io.tributary.devo.syslog.SyslogEncoder}
 * first.
 */
@NullMarked
package io.tributary.devo.syslog;

import org.jspecify.annotations.NullMarked;
