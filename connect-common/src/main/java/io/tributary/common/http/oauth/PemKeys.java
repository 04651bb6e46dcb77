// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.http.oauth;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Pattern;

/** Reads RSA private keys from PEM text, in PKCS#8 or the older PKCS#1 form. */
public final class PemKeys {
  private static final Pattern PEM =
      Pattern.compile("-----BEGIN (RSA )?PRIVATE KEY-----([^-]+)-----END (RSA )?PRIVATE KEY-----");

  /** version 0, algorithm rsaEncryption with NULL parameters. */
  private static final byte[] RSA_ALGORITHM = {
    2, 1, 0, 48, 13, 6, 9, 42, (byte) 134, 72, (byte) 134, (byte) 247, 13, 1, 1, 1, 5, 0
  };

  private PemKeys() {}

  /**
   * The key in the given text.
   *
   * @throws IllegalArgumentException if there is none; the message does not quote the text
   */
  public static RSAPrivateKey rsaPrivateKey(String pem) {
    var matcher = PEM.matcher(pem.replace("\\r", "").replace("\\n", "\n"));
    if (!matcher.find()) {
      throw new IllegalArgumentException(
          "must be PEM text that begins with -----BEGIN PRIVATE KEY-----, unencrypted");
    }
    try {
      var der = Base64.getMimeDecoder().decode(matcher.group(2));
      var pkcs8 = matcher.group(1) == null ? der : wrap(der);
      return (RSAPrivateKey)
          KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
    } catch (GeneralSecurityException | IllegalArgumentException | ClassCastException e) {
      throw new IllegalArgumentException("must be an RSA private key in PEM form", e);
    }
  }

  private static byte[] wrap(byte[] pkcs1) {
    var octets = tagged(4, pkcs1);
    var content = new ByteArrayOutputStream();
    content.writeBytes(RSA_ALGORITHM);
    content.writeBytes(octets);
    return tagged(48, content.toByteArray());
  }

  private static byte[] tagged(int tag, byte[] content) {
    var out = new ByteArrayOutputStream();
    out.write(tag);
    if (content.length < 128) {
      out.write(content.length);
    } else {
      // Two bytes of length reach 64 KiB, far above any RSA key.
      out.write(0x82);
      out.write(content.length >> 8);
      out.write(content.length);
    }
    out.writeBytes(content);
    return out.toByteArray();
  }
}
