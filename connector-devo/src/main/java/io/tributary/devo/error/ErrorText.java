package io.tributary.devo.error;

/** Makes text of others fit for an error message. */
public final class ErrorText {
  private static final int MAX_CHARS = 200;

  private ErrorText() {}

  /** The text, or its first 200 characters. */
  public static String excerpt(String text) {
    return text.length() <= MAX_CHARS ? text : text.substring(0, MAX_CHARS) + "…";
  }

  /** The innermost cause. */
  public static Throwable rootCause(Throwable e) {
    var root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }

  /** The text without full stops at its end, as part of a longer sentence. */
  public static String phrase(String text) {
    return text.replaceAll("\\.+$", "");
  }
}
