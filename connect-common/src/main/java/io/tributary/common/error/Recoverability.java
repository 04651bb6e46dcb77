// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.error;

/**
 * Who can cure an error. What a source does about it depends on whether its feed has ever worked: a
 * first start is refused, while a feed that has worked is stopped only by trouble that lasts.
 */
public enum Recoverability {
  /** It passes by itself: retried for as long as it takes; the task stays RUNNING. */
  RETRY,
  /** It may pass, or the settings may be wrong: a first start fails the fifth time in a row. */
  UNCLEAR,
  /** Only an operator can help: a first start fails at once. */
  STOP
}
