package io.tributary.common.http;

import java.time.Instant;
import java.util.Map;

/** An OAuth 2 grant: what is traded for an access token. */
@FunctionalInterface
public interface TokenGrant {

  /** The form of one token request, made at the given time of the server. */
  Map<String, String> form(Instant now);
}
