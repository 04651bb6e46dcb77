// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.http.oauth;

import io.tributary.common.http.TokenEndpoint;
import io.tributary.common.http.TokenRequest;
import java.time.Instant;
import java.util.Map;

/** An OAuth 2 grant, which is traded for an access token. Used by one thread at a time. */
@FunctionalInterface
public interface TokenGrant {

  /** The fields of one token request, made at the given time of the server. */
  Map<String, String> form(Instant now);

  /** How the fields are sent. */
  default TokenRequest.Layout layout() {
    return TokenRequest.Layout.FORM;
  }

  /** Whether the fields are good only near the time they were made. */
  default boolean isDated() {
    return false;
  }

  /**
   * Called before {@link #form}, to look up what the fields need.
   *
   * @throws io.tributary.common.error.ApiException if the look-up fails
   */
  default void prepare(TokenEndpoint login) {}

  /** Where the id of the client comes from, for the log. */
  default String clientIdSource() {
    return "the setting client.id";
  }

  /**
   * Called with a refresh token that came with an access token. By default it is dropped: a full
   * login serves as well, without any state.
   */
  default void refreshed(String refreshToken) {}

  /**
   * Called each time {@link #form} was refused as an {@code invalid_grant}. True if the next form
   * is a different one, which may be accepted.
   */
  default boolean fallsBack() {
    return false;
  }
}
