// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.http.oauth;

import io.tributary.common.error.Recoverability;
import io.tributary.common.http.ApiClient;
import io.tributary.common.http.StatusRule;
import io.tributary.common.http.TestApi;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A client that logs in for a token first, and when it did so. */
public final class TestLogin {
  static final String SECRET = "canary-secret-0d6c77aa";

  final List<Instant> logins = new ArrayList<>();
  public final ApiClient client;

  public TestLogin(TestApi api) {
    this(api, new StatusRule(401, "ERR_ACCESS_USER", Recoverability.STOP));
  }

  public TestLogin(TestApi api, StatusRule... rules) {
    var auth =
        new TokenAuth(
            api.url("/oauth/token"),
            now -> {
              logins.add(now);
              return Map.of("grant_type", "test", "client_secret", SECRET);
            },
            api.clock,
            api.local::nanoTime);
    client = api.client(auth, rules);
  }

  /** Logs in elsewhere than the API is. */
  public static TokenAuth auth(TestApi api, URI tokenUrl) {
    return new TokenAuth(tokenUrl, now -> Map.of("grant_type", "test"), api.clock);
  }

  public static String token(String token, String expiresIn) {
    return "{\"access_token\":\"%s\",\"expires_in\":%s,\"token_type\":\"bearer\"}"
        .formatted(token, expiresIn);
  }
}
