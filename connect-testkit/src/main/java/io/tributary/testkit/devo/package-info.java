// SPDX-License-Identifier: Apache-2.0
/**
 * Receivers for the Devo sink: a fake Devo for syslog, RELP and HTTP whose faults a test controls,
 * and real rsyslog and nginx processes. Nothing here sends. Open {@link
 * io.tributary.testkit.devo.FakeDevo} first.
 */
@NullMarked
package io.tributary.testkit.devo;

import org.jspecify.annotations.NullMarked;
