package io.tributary.quickstart;

/** Reads entries of catalogues whose types are loaded from an archive, so not known here. */
final class Catalogue {
  private Catalogue() {}

  static String ask(Object entry, String what) {
    try {
      return String.valueOf(entry.getClass().getMethod(what).invoke(entry));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
