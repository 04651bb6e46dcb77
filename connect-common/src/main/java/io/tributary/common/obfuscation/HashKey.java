// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.obfuscation;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC-SHA-256 with a secret. Not safe for use by several threads. */
final class HashKey {
  private final Mac mac;

  HashKey(String secret) {
    try {
      mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(UTF_8), mac.getAlgorithm()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JVM has HMAC-SHA-256", e);
    }
  }

  /** The same text always gives the same 64 lower-case hex digits. */
  String hash(String text) {
    return HexFormat.of().formatHex(mac.doFinal(text.getBytes(UTF_8)));
  }
}
