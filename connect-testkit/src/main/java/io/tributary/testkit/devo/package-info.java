// SPDX-License-Identifier: Apache-2.0
/**
 * Receivers for the Devo sink: a fake Devo for syslog, RELP and HTTP with faults under test
 * control, and real rsyslog, syslog-ng and nginx processes. It does not send events. Open {@link
 * io.tributary.testkit.devo.FakeDevo} first.
 */
@NullMarked
package io.tributary.testkit.devo;

import org.jspecify.annotations.NullMarked;
