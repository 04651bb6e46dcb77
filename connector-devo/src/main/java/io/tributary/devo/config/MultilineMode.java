// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.config;

import java.util.Locale;

/** How to handle line breaks and NUL in a value, which would split a message in two. */
public enum MultilineMode {
  /** Writes a backslash and {@code n}, {@code r} or {@code 0}, and doubles backslashes. */
  ESCAPE,
  /** Replaces them by spaces. */
  SPACE,
  /** Keeps them: the message is preceded by its length. */
  OCTET_COUNTING,
  /** Rejects the record. */
  FAIL;

  /** The mode of a setting's value. */
  static MultilineMode of(String setting) {
    return valueOf(setting.toUpperCase(Locale.ROOT).replace('-', '_'));
  }
}
