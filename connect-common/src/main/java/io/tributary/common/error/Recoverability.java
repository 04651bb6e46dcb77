// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.error;

/** What a connector does about an error. */
public enum Recoverability {
  /** Waits and tries again for as long as it takes; the task stays RUNNING. */
  RETRY,
  /** Waits and tries again, but the task fails when it happens five times in a row. */
  RETRY_FIVE_TIMES,
  /** Fails the task: only an operator can help. Once a feed has worked, the fifth time in a row. */
  STOP,
  /** Fails the task at once, whatever went before: one more try would do harm. */
  STOP_AT_ONCE
}
