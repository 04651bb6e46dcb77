// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.http.oauth;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.common.error.ApiError;
import io.tributary.common.error.ApiException;
import io.tributary.common.http.Auth;
import io.tributary.common.http.Body;
import io.tributary.common.http.GrantRefusedException;
import io.tributary.common.http.ServerClock;
import io.tributary.common.http.TokenEndpoint;
import io.tributary.common.http.TokenRequest;
import io.tributary.common.json.LenientJson;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import okhttp3.Request;
import org.jspecify.annotations.Nullable;

/**
 * Bearer tokens from a {@link TokenGrant}: fetched when first needed, renewed a minute before they
 * expire and after a 401, one login at a time. Safe for use by several threads.
 */
public final class TokenAuth implements Auth {
  private static final Duration DEFAULT_LIFETIME = Duration.ofMinutes(5);
  private static final Duration LONGEST_LIFETIME = Duration.ofDays(365);
  private static final Duration RENEW_BEFORE = Duration.ofMinutes(1);

  private final URI tokenUrl;
  private final TokenGrant grant;
  private final ServerClock clock;

  private @Nullable String token;
  private Instant renewAt = Instant.MIN;

  /** Tokens from {@code tokenUrl}, whose expiry is judged by the clock of the server. */
  public TokenAuth(URI tokenUrl, TokenGrant grant, ServerClock clock) {
    this.tokenUrl = tokenUrl;
    this.grant = grant;
    this.clock = clock;
  }

  @Override
  public synchronized void authorize(Request.Builder request, TokenEndpoint login) {
    var current = token;
    if (current == null || !clock.instant().isBefore(renewAt)) {
      current = fetch(login);
      token = current;
    }
    request.header("Authorization", "Bearer " + current);
  }

  @Override
  public synchronized boolean renew() {
    token = null;
    return true;
  }

  @Override
  public synchronized String redact(String text) {
    return token == null ? text : Auth.hide(text, token);
  }

  private String fetch(TokenEndpoint login) {
    var answer = parse(requestToken(login));
    var refreshToken = answer.path("refresh_token");
    if (refreshToken.isTextual() && !refreshToken.asText().isBlank()) {
      grant.refreshed(refreshToken.asText());
    }
    var lifetime = lifetime(answer.path("expires_in"));
    // Tokens that live under two minutes are renewed at half their life.
    var early =
        lifetime.compareTo(RENEW_BEFORE.multipliedBy(2)) > 0 ? RENEW_BEFORE : lifetime.dividedBy(2);
    renewAt = clock.instant().plus(lifetime).minus(early);
    return answer.path("access_token").asText();
  }

  private Body requestToken(TokenEndpoint login) {
    grant.prepare(login);
    try {
      return login.post(request());
    } catch (GrantRefusedException refused) {
      if (!grant.fallsBack()) {
        throw refused;
      }
      return login.post(request());
    }
  }

  private TokenRequest request() {
    return new TokenRequest(tokenUrl, grant.form(clock.instant()), grant.layout());
  }

  private static JsonNode parse(Body body) {
    try {
      var answer = LenientJson.MAPPER.readTree(body.bytes());
      if (!answer.path("access_token").asText().isBlank()
          && answer.path("access_token").isTextual()) {
        return answer;
      }
    } catch (IOException e) {
      // Reported below without its cause: Jackson quotes the body, which may hold a token.
    }
    throw new ApiException(ApiError.UNREADABLE, "an access_token", body.source());
  }

  private static Duration lifetime(JsonNode expiresIn) {
    var seconds = expiresIn.asLong(0);
    return seconds > 0
        ? Duration.ofSeconds(Math.min(seconds, LONGEST_LIFETIME.toSeconds()))
        : DEFAULT_LIFETIME;
  }
}
