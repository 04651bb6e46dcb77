// SPDX-License-Identifier: Apache-2.0
/**
 * The source connector for the alerts of CloudSEK XVigil: its settings, its login and its page
 * requests. Polling, paging, retries and checkpoints are common to all vendors and live in
 * connect-common. Open {@link io.tributary.cloudsek.CloudSek} first.
 */
package io.tributary.cloudsek;
