// SPDX-License-Identifier: Apache-2.0
package io.tributary.quickstart.worker;

/**
 * Reads entries of catalogues whose types are loaded from an archive and are unknown at compile
 * time.
 */
public final class Catalogue {
  private Catalogue() {}

  /** The full name of an error type. The sink's errors are in the sink's module. */
  public static String className(String type) {
    return (type.equals("SinkError") ? "io.tributary.devo.error." : "io.tributary.common.error.")
        + type;
  }

  /** The value of an entry's method. */
  public static String ask(Object entry, String what) {
    try {
      return String.valueOf(entry.getClass().getMethod(what).invoke(entry));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
