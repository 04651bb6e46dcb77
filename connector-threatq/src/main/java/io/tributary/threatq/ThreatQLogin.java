// SPDX-License-Identifier: Apache-2.0
package io.tributary.threatq;

import io.tributary.common.error.ApiException;
import io.tributary.common.error.InitVariablesError;
import io.tributary.common.http.TokenEndpoint;
import io.tributary.common.http.TokenRequest;
import io.tributary.common.http.oauth.TokenGrant;
import java.time.Instant;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Logs in as a user. If no client id is set, it is read from a page whose syntax is undocumented.
 */
final class ThreatQLogin implements TokenGrant {
  private static final Pattern CLIENT_ID =
      Pattern.compile("(?i)client_?id[\"']?\\s*[:=]\\s*[\"']([a-z0-9]+)[\"']");

  private final ThreatQConfig config;
  private String clientId = "";

  ThreatQLogin(ThreatQConfig config) {
    this.config = config;
  }

  @Override
  public void prepare(TokenEndpoint login) {
    clientId = config.clientId().isEmpty() ? lookedUp(login) : config.clientId();
  }

  private String lookedUp(TokenEndpoint login) {
    var found = CLIENT_ID.matcher(login.get(config.clientIdPage()).text());
    if (found.find()) {
      return found.group(1);
    }
    throw new ApiException(InitVariablesError.CLIENT_ID_PARSE, "threatq");
  }

  @Override
  public String clientIdSource() {
    return config.clientId().isEmpty()
        ? config.clientIdPage().toString()
        : TokenGrant.super.clientIdSource();
  }

  @Override
  public Map<String, String> form(Instant now) {
    return Map.of(
        "grant_type",
        "password",
        "client_id",
        clientId,
        "email",
        config.username(),
        "password",
        config.password());
  }

  @Override
  public TokenRequest.Layout layout() {
    return TokenRequest.Layout.JSON;
  }
}
