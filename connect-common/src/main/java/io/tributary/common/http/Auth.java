// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.http;

import io.tributary.common.error.Secrets;
import java.util.List;
import okhttp3.Request;
import org.apache.kafka.common.config.types.Password;

/**
 * How a request proves who sends it. Called on every attempt, so that no request is sent with a
 * credential older than the last renewed one.
 */
public interface Auth {

  /** Adds the credential to a request; may log in first. */
  void authorize(Request.Builder request, TokenEndpoint login);

  /** Called after a 401: drops the credential. True if the next attempt will have a new one. */
  boolean renew();

  /** The text without any secret of this object. */
  String redact(String text);

  /** The text without a secret in any encoding; a short one is hidden only as a whole word. */
  static String hide(String text, String secret) {
    return Secrets.of(List.of(secret)).hide(text);
  }

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
        return hide(text, token.value());
      }
    };
  }
}
