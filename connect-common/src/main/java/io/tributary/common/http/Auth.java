package io.tributary.common.http;

import okhttp3.Request;
import org.apache.kafka.common.config.types.Password;

/**
 * How a request proves who sends it. Asked on every attempt, so a renewed credential is never
 * overtaken by an old one.
 */
public interface Auth {

  /** Adds the credential to a request; may log in first. */
  void authorize(Request.Builder request, TokenEndpoint login);

  /** Called after a 401: drops the credential. True if the next attempt will have a new one. */
  boolean renew();

  /** The text without any secret this object knows of. */
  String redact(String text);

  /** A token that does not change, in a header, after a word such as {@code Bearer} or none. */
  static Auth header(String name, String scheme, Password token) {
    var prefix = scheme.isBlank() ? "" : scheme.strip() + " ";
    return new Auth() {
      @Override
      public void authorize(Request.Builder request, TokenEndpoint login) {
        request.header(name, prefix + token.value());
      }

      @Override
      public boolean renew() {
        return false;
      }

      @Override
      public String redact(String text) {
        return text.replace(token.value(), Password.HIDDEN);
      }
    };
  }
}
