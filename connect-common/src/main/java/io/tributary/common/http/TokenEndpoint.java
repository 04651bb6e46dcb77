// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.http;

import java.net.URI;

/** Trades a grant for a token, by requests whose only credential is the grant. */
public interface TokenEndpoint {

  /**
   * Trades a grant.
   *
   * @throws io.tributary.common.error.ApiException if the answer is not a 2xx
   */
  Body post(TokenRequest request);

  /**
   * Fetches a page that holds the id of the client.
   *
   * @throws io.tributary.common.error.ApiException if the answer is not a 2xx
   */
  Body get(URI uri);

  /** Reports a step of the login that succeeded, in the log and in the journal. */
  void report(String step);
}
