// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.http.oauth;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.types.Password;

/**
 * The refresh token grant (RFC 6749, section 6). If the vendor answers with a new refresh token,
 * that one is used from then on. It is kept in memory only. The newest and the configured one are
 * tried in turn: a refusal of either may be that of a server which does not know it yet.
 */
public final class RefreshTokenGrant implements TokenGrant {
  private final Map<String, String> client;
  private final Password configured;
  private Password newest;
  private Password current;

  /** A grant that starts with the configured token. */
  public RefreshTokenGrant(Map<String, String> client, Password configured) {
    this.client = client;
    this.configured = configured;
    this.newest = configured;
    this.current = configured;
  }

  @Override
  public Map<String, String> form(Instant now) {
    var form = new HashMap<>(client);
    form.put("grant_type", "refresh_token");
    form.put("refresh_token", current.value());
    return form;
  }

  @Override
  public void refreshed(String refreshToken) {
    newest = new Password(refreshToken);
    current = newest;
  }

  @Override
  public boolean fallsBack() {
    current = current.equals(configured) ? newest : configured;
    return !newest.equals(configured);
  }
}
