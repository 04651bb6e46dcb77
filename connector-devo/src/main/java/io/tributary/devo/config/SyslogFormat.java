// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.config;

/**
 * The format of messages on a socket.
 *
 * @param priority facility × 8 + severity, 0–191
 * @param timestamps the format of their times
 * @param octetCounting whether a message is preceded by its length (RFC 6587) and may contain line
 *     breaks, instead of ending with a line feed
 */
public record SyslogFormat(int priority, TimestampFormat timestamps, boolean octetCounting) {
  private static final int MAX_PRIORITY = 191;

  /** Requires a priority of syslog. */
  public SyslogFormat {
    if (priority < 0 || priority > MAX_PRIORITY) {
      throw new IllegalArgumentException("priority: " + priority);
    }
  }
}
