// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.http.oauth;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.types.Password;

/** The resource owner password credentials grant (RFC 6749, section 4.3). */
public record PasswordGrant(Map<String, String> client, String username, Password password)
    implements TokenGrant {

  @Override
  public Map<String, String> form(Instant now) {
    var form = new HashMap<>(client);
    form.put("grant_type", "password");
    form.put("username", username);
    form.put("password", password.value());
    return form;
  }

  /** Names no secret. */
  @Override
  public String toString() {
    return "PasswordGrant[" + username + "]";
  }
}
