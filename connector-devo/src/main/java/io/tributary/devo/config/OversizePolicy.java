package io.tributary.devo.config;

import java.util.Locale;

/** What becomes of a message longer than allowed. */
public enum OversizePolicy {
  /** The record is refused. */
  FAIL,
  /** The end of the message is cut off. */
  TRUNCATE,
  /** The record is passed over and counted. */
  SKIP;

  /** The policy of a setting's value. */
  static OversizePolicy of(String setting) {
    return valueOf(setting.toUpperCase(Locale.ROOT));
  }
}
