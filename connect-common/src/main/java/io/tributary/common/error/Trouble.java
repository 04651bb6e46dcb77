package io.tributary.common.error;

/** What a connector does about an error. */
public enum Trouble {
  /** Waits and tries again for as long as it takes; the task stays RUNNING. */
  RETRY,
  /** Waits and tries again, but the task fails when it happens five times in a row. */
  RETRY_FIVE_TIMES,
  /** Fails the task at once: only an operator can help. */
  STOP
}
