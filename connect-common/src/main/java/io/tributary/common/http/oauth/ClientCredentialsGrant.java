// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.http.oauth;

import io.tributary.common.http.TokenRequest;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** The client credentials grant (RFC 6749, section 4.4): the client itself is the user. */
public record ClientCredentialsGrant(Map<String, String> client) implements TokenGrant {

  @Override
  public Map<String, String> form(Instant now) {
    var form = new HashMap<>(client);
    form.put("grant_type", "client_credentials");
    return form;
  }

  @Override
  public TokenRequest.Layout layout() {
    return TokenRequest.Layout.BASIC;
  }

  /** Names no secret. */
  @Override
  public String toString() {
    return "ClientCredentialsGrant[" + client.get(TokenRequest.CLIENT_ID) + "]";
  }
}
