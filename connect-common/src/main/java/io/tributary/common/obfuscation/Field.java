// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.obfuscation;

import org.jspecify.annotations.Nullable;

/**
 * The value of a field on its way through the rules.
 *
 * @param kind its type
 * @param text a string as it is, other scalars as in JSON; empty for the rest
 */
record Field(Kind kind, String text) {
  /** The types of JSON; a mask keeps the type, so that a typed column downstream still fits. */
  enum Kind {
    STRING,
    INTEGER,
    FLOAT,
    BOOLEAN,
    NULL,
    /** An object or array as a whole. */
    WHOLE,
    /** Dropped by a rule. */
    GONE
  }

  static final String MASK = "****SANITIZED****";
  static final Field NULL = new Field(Kind.NULL, "");
  static final Field WHOLE = new Field(Kind.WHOLE, "");
  static final Field GONE = new Field(Kind.GONE, "");

  static Field string(String text) {
    return new Field(Kind.STRING, text);
  }

  boolean isNumberOrBoolean() {
    return kind == Kind.INTEGER || kind == Kind.FLOAT || kind == Kind.BOOLEAN;
  }

  /** The replacement if it has this field's type, otherwise the mask of that type. */
  Field masked(@Nullable Field replacement) {
    var mask =
        switch (kind) {
          case STRING, WHOLE -> string(MASK);
          case INTEGER -> new Field(kind, "-1");
          case FLOAT -> new Field(kind, "-1.0");
          case BOOLEAN -> new Field(kind, "false");
          case NULL, GONE -> this;
        };
    return replacement != null && replacement.kind == mask.kind ? replacement : mask;
  }
}
