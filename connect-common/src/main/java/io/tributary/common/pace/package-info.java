// SPDX-License-Identifier: Apache-2.0
/**
 * When to act and how long to wait. Everything here is pure and is given the time; nothing sleeps,
 * and nothing knows what is being waited for. Open {@link io.tributary.common.pace.PollSchedule}
 * first.
 */
package io.tributary.common.pace;
