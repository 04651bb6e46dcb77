package io.tributary.common.http.oauth;

import io.tributary.common.http.TokenEndpoint;
import io.tributary.common.http.TokenRequest;
import java.time.Instant;
import java.util.Map;

/** An OAuth 2 grant: what is traded for an access token. Used by one thread at a time. */
@FunctionalInterface
public interface TokenGrant {

  /** The fields of one token request, made at the given time of the server. */
  Map<String, String> form(Instant now);

  /** How it travels. */
  default TokenRequest.Layout layout() {
    return TokenRequest.Layout.FORM;
  }

  /**
   * Called before {@link #form}, to ask for what that needs to know.
   *
   * @throws io.tributary.common.error.ApiException if it cannot be known
   */
  default void prepare(TokenEndpoint login) {}

  /**
   * Told of a refresh token that came with an access token. By default it is dropped: a full login
   * is as good, and needs nothing kept.
   */
  default void refreshed(String refreshToken) {}

  /**
   * Called when {@link #form} was refused as an {@code invalid_grant}. True if the next one is
   * another that may be taken.
   */
  default boolean fallsBack() {
    return false;
  }
}
