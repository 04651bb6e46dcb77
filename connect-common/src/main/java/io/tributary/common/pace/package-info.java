// SPDX-License-Identifier: Apache-2.0
/**
 * When to act and how long to wait. Every class is given the time and never sleeps, and none
 * depends on the action that waits. Open {@link io.tributary.common.pace.PollSchedule} first.
 */
package io.tributary.common.pace;
