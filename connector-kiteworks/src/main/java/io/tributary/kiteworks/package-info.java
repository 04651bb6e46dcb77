// SPDX-License-Identifier: Apache-2.0
/**
 * The source connector for the Kiteworks administrator activity log: its settings, its login and
 * its page requests. Polling, paging, retries and checkpoints are common to all vendors and live in
 * connect-common. Open {@link io.tributary.kiteworks.Kiteworks} first.
 */
package io.tributary.kiteworks;
