package io.tributary.quickstart.worker;

/** Reads entries of catalogues whose types are loaded from an archive, so not known here. */
public final class Catalogue {
  private Catalogue() {}

  public static String ask(Object entry, String what) {
    try {
      return String.valueOf(entry.getClass().getMethod(what).invoke(entry));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
