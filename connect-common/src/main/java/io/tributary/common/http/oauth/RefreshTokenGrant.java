// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.http.oauth;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.types.Password;

/**
 * The refresh token grant (RFC 6749, section 6). If the vendor answers with a new refresh token,
 * that one is used from then on. It is kept in memory only, and when it is refused the configured
 * one is used again.
 */
public final class RefreshTokenGrant implements TokenGrant {
  private final Map<String, String> client;
  private final Password configured;
  private Password current;

  /** A grant that starts with the configured token. */
  public RefreshTokenGrant(Map<String, String> client, Password configured) {
    this.client = client;
    this.configured = configured;
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
    current = new Password(refreshToken);
  }

  @Override
  public boolean fallsBack() {
    var rotated = !current.equals(configured);
    current = configured;
    return rotated;
  }
}
