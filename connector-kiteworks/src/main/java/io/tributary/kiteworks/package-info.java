// SPDX-License-Identifier: Apache-2.0
/**
 * The source connector for the Kiteworks administrator activity log: its settings, its login and
 * how its pages are requested. Polling, paging, retries and checkpoints are common to all vendors
 * and are not here. Open {@link io.tributary.kiteworks.Kiteworks} first.
 */
package io.tributary.kiteworks;
