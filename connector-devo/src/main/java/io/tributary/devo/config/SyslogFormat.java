package io.tributary.devo.config;

/**
 * How messages look on a socket.
 *
 * @param priority facility × 8 + severity, 0–191
 * @param timestamps how times are written
 * @param octetCounting whether a message is preceded by its length (RFC 6587) and may hold line
 *     breaks; otherwise a line feed ends it
 */
public record SyslogFormat(int priority, TimestampFormat timestamps, boolean octetCounting) {}
