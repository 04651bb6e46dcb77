// SPDX-License-Identifier: Apache-2.0
package io.tributary.kiteworks;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tributary.common.http.oauth.TokenGrant;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.kafka.common.config.types.Password;

/**
 * The signature-based access token flow of Kiteworks. The client creates the authorization code
 * itself, by signing its own id and the user it acts for. A code is valid for an hour.
 */
record KiteworksSignature(
    Map<String, String> client, String clientId, String user, Password secret, String redirectUri)
    implements TokenGrant {
  private static final String SEPARATOR = "|@@|";
  private static final int MAX_NONCE = 999_999;

  @Override
  public Map<String, String> form(Instant now) {
    var form = new HashMap<>(client);
    form.put("grant_type", "authorization_code");
    form.put("redirect_uri", redirectUri);
    form.put("code", code(now, ThreadLocalRandom.current().nextInt(1, MAX_NONCE + 1)));
    return form;
  }

  @Override
  public boolean isDated() {
    return true;
  }

  /** Returns the code for the given time, in whole seconds, and a nonce from 1 to 999,999. */
  String code(Instant now, int nonce) {
    var stamp = now.getEpochSecond() + SEPARATOR + nonce;
    var signed = String.join(SEPARATOR, clientId, user, stamp);
    return String.join(SEPARATOR, base64(clientId), base64(user), stamp, hmacSha1(signed));
  }

  private String hmacSha1(String text) {
    try {
      var mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(secret.value().getBytes(UTF_8), "HmacSHA1"));
      return HexFormat.of().formatHex(mac.doFinal(text.getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JVM has HmacSHA1", e);
    }
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }

  /** Omits the secrets. */
  @Override
  public String toString() {
    return "KiteworksSignature[" + user + "]";
  }
}
