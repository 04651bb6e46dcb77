package io.tributary.common.http;

import java.net.URI;

/** Where a grant is traded for a token, by requests that carry no credential but the grant's. */
public interface TokenEndpoint {

  /**
   * Trades a grant.
   *
   * @throws io.tributary.common.error.ApiException if it is not answered with a 2xx
   */
  Body post(TokenRequest request);

  /**
   * Asks for a page that tells the id of the client.
   *
   * @throws io.tributary.common.error.ApiException if it is not answered with a 2xx
   */
  Body get(URI uri);
}
