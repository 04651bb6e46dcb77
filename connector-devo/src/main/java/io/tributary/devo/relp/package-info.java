// SPDX-License-Identifier: Apache-2.0
/**
 * RELP, syslog in acknowledged transactions: its frames and its session. The bytes of a message are
 * those of plain syslog. Open {@link io.tributary.devo.relp.RelpSession} first.
 */
@NullMarked
package io.tributary.devo.relp;

import org.jspecify.annotations.NullMarked;
