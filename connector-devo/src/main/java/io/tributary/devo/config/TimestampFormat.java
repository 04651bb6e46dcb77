// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.config;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Locale;

/** The format of the time of a message, always in UTC. */
public enum TimestampFormat {
  /** {@code 2025-03-04T05:06:07.089Z} */
  ISO(new DateTimeFormatterBuilder().appendInstant(3)),
  /** {@code Mar 4 05:06:07} */
  RFC3164(new DateTimeFormatterBuilder().appendPattern("MMM ppd HH:mm:ss")),
  /** {@code Jan 1 00:00:00} in every message: Devo sets the time itself. */
  SENTINEL(new DateTimeFormatterBuilder().appendLiteral("Jan  1 00:00:00")),
  /** ISO in a header of RFC 5424. */
  RFC5424(new DateTimeFormatterBuilder().appendInstant(3));

  private final DateTimeFormatter formatter;

  TimestampFormat(DateTimeFormatterBuilder format) {
    formatter = format.toFormatter(Locale.ROOT).withZone(ZoneOffset.UTC);
  }

  public String text(Instant time) {
    return formatter.format(time);
  }

  /** The format of a setting's value. */
  static TimestampFormat of(String setting) {
    return valueOf(setting.toUpperCase(Locale.ROOT));
  }
}
