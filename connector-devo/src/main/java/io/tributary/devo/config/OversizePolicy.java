// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.config;

import java.util.Locale;

/** How to handle a message that is longer than allowed. */
public enum OversizePolicy {
  /** The record is rejected. */
  FAIL,
  /** The end of the message is cut off. */
  TRUNCATE,
  /** The record is skipped and counted. */
  SKIP;

  /** The policy of a setting's value. */
  static OversizePolicy of(String setting) {
    return valueOf(setting.toUpperCase(Locale.ROOT));
  }
}
