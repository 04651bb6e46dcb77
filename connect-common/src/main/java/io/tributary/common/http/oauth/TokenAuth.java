// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.http.oauth;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.common.error.ApiError;
import io.tributary.common.error.ApiException;
import io.tributary.common.error.InitVariablesError;
import io.tributary.common.error.Recoverability;
import io.tributary.common.error.Secrets;
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
import java.util.List;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
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
  private final LongSupplier nanoTime;

  private @Nullable String token;
  private long renewAt;

  /** The last two tokens: one that was refused may be quoted by the login that follows. */
  private Secrets tokens = Secrets.NONE;

  private String newest = "";

  /** Whether grants are dated by our clock, because one dated by the server's was refused. */
  private boolean datedByOurs;

  /** Tokens from {@code tokenUrl}, whose grants are dated by the clock of the server. */
  public TokenAuth(URI tokenUrl, TokenGrant grant, ServerClock clock) {
    this(tokenUrl, grant, clock, System::nanoTime);
  }

  /** As above; the age of a token is measured by a clock that nobody sets. */
  TokenAuth(URI tokenUrl, TokenGrant grant, ServerClock clock, LongSupplier nanoTime) {
    this.tokenUrl = tokenUrl;
    this.grant = grant;
    this.clock = clock;
    this.nanoTime = nanoTime;
  }

  @Override
  public synchronized void authorize(Request.Builder request, TokenEndpoint login) {
    var current = token;
    if (current == null || nanoTime.getAsLong() - renewAt >= 0) {
      current = fetch(login);
      tokens = Secrets.of(List.of(newest, current));
      newest = current;
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
    return tokens.hide(text);
  }

  private String fetch(TokenEndpoint login) {
    var answer = requestToken(login);
    var received = parse(answer);
    var refreshToken = text(received, "refresh_token");
    if (!refreshToken.isEmpty()) {
      grant.refreshed(refreshToken);
    }
    var lifetime = lifetime(received.path("expires_in"));
    // Tokens that live under two minutes are renewed at half their life.
    var early =
        lifetime.compareTo(RENEW_BEFORE.multipliedBy(2)) > 0 ? RENEW_BEFORE : lifetime.dividedBy(2);
    renewAt = nanoTime.getAsLong() + lifetime.minus(early).toNanos();
    login.report(
        "Successfully received access token from %s which expires in %d seconds (client_id from %s)"
            .formatted(tokenUrl, lifetime.toSeconds(), grant.clientIdSource()));
    return text(received, "access_token");
  }

  private Body requestToken(TokenEndpoint login) {
    grant.prepare(login);
    var skew = datedByOurs ? Duration.ZERO : clock.skew();
    try {
      return login.post(request(skew));
    } catch (ApiException refused) {
      // A suspended user must wait: another login may extend the suspension.
      if (refused.error() != InitVariablesError.TOKEN_STATUS
          || refused.recoverability() != Recoverability.STOP
          || refused.retryAfter().isPresent()) {
        throw refused;
      }
      return grant.isDated() ? redated(login, skew, refused) : fallBack(login, refused);
    }
  }

  /** Once more by the clock that the refusal has just shown, or else by ours, if it differs. */
  private Body redated(TokenEndpoint login, Duration tried, ApiException refused) {
    var skew =
        Stream.of(clock.skew(), Duration.ZERO)
            .filter(other -> ServerClock.differ(other, tried))
            .findFirst()
            .orElseThrow(() -> refused);
    var answer = login.post(request(skew));
    datedByOurs = skew.isZero();
    return answer;
  }

  private Body fallBack(TokenEndpoint login, ApiException refused) {
    if (!(refused instanceof GrantRefusedException) || !grant.fallsBack()) {
      throw refused;
    }
    try {
      return login.post(request(clock.skew()));
    } catch (GrantRefusedException again) {
      // The next login begins with the first one again.
      var unused = grant.fallsBack();
      throw again;
    }
  }

  private TokenRequest request(Duration skew) {
    var form = grant.form(clock.instant(skew));
    return new TokenRequest(tokenUrl, form, grant.layout(), grant.isDated());
  }

  private static JsonNode parse(Body body) {
    try {
      var answer = LenientJson.MAPPER.readTree(body.bytes());
      // A header cannot carry anything else.
      if (text(answer, "access_token").matches("[\\x20-\\x7e]+")) {
        return answer;
      }
    } catch (IOException e) {
      // Reported below without its cause: Jackson quotes the body, which may hold a token.
    }
    throw new ApiException(ApiError.UNREADABLE, "an access_token", body.source());
  }

  /** The text of a member, or empty; no token begins or ends with a blank or a line break. */
  private static String text(JsonNode answer, String member) {
    var value = answer.path(member);
    return value.isTextual() ? value.asText().strip() : "";
  }

  private static Duration lifetime(JsonNode expiresIn) {
    // Digits beyond those of a long are those of a very long life, not of another number.
    var seconds = Math.round(expiresIn.asDouble(0));
    return seconds > 0
        ? Duration.ofSeconds(Math.min(seconds, LONGEST_LIFETIME.toSeconds()))
        : DEFAULT_LIFETIME;
  }
}
