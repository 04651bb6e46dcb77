// SPDX-License-Identifier: Apache-2.0
/**
 * RELP, syslog in acknowledged transactions: its frames, its session, and what happens to a record
 * that the receiver refuses. The bytes of a message are those of plain syslog. Open {@link
 * io.tributary.devo.relp.RelpTransport} first.
 */
@NullMarked
package io.tributary.devo.relp;

import org.jspecify.annotations.NullMarked;
