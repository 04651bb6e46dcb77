package io.tributary.devo.config;

import java.util.Locale;

/** What becomes of line breaks and NUL in a value, each of which would split a message in two. */
public enum MultilineMode {
  /** A backslash, and {@code n}, {@code r} or {@code 0}; a backslash itself is doubled. */
  ESCAPE,
  /** A space. */
  SPACE,
  /** They stay: the message is preceded by its length. */
  OCTET_COUNTING,
  /** The record is refused. */
  FAIL;

  /** The mode of a setting's value. */
  static MultilineMode of(String setting) {
    return valueOf(setting.toUpperCase(Locale.ROOT).replace('-', '_'));
  }
}
