package io.tributary.common.http;

/**
 * The body of a successful answer.
 *
 * @param source what was asked, fit for a message: method and address without its query
 * @param bytes the body; the array belongs to the receiver
 */
public record Body(String source, byte[] bytes) {

  @Override
  public String toString() {
    return source + " (" + bytes.length + " bytes)";
  }
}
