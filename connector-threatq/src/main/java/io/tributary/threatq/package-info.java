// SPDX-License-Identifier: Apache-2.0
/**
 * The source connector for the events of a ThreatQ appliance: its settings, its login and its page
 * requests. Polling, paging, retries and checkpoints are common to all vendors and live in
 * connect-common. Open {@link io.tributary.threatq.ThreatQ} first.
 */
package io.tributary.threatq;
