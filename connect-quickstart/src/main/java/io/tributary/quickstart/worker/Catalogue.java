// SPDX-License-Identifier: Apache-2.0
package io.tributary.quickstart.worker;

/** Reads entries of catalogues whose types are loaded from an archive, so not known here. */
public final class Catalogue {
  private Catalogue() {}

  /** The full name of a type of errors: those of the sink are in the module of the sink. */
  public static String className(String type) {
    return (type.equals("SinkError") ? "io.tributary.devo.error." : "io.tributary.common.error.")
        + type;
  }

  /** What an entry says about itself. */
  public static String ask(Object entry, String what) {
    try {
      return String.valueOf(entry.getClass().getMethod(what).invoke(entry));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
