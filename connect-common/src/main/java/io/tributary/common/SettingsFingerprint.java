// SPDX-License-Identifier: Apache-2.0
package io.tributary.common;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * Makes a changed secret reach the tasks. When a connector restarts, because the time to live of a
 * config provider's value has ended or an operator wants it, Connect restarts a task only if its
 * settings differ. It compares them with the references in place of the values. Since 3.9 it also
 * compares the values with those that this worker remembers, which it does not if it has not looked
 * before the change, or if another worker or process had the connector then. A digest of the values
 * in the settings of each task makes them differ in every case.
 *
 * <p>Whoever may read the settings of tasks sees the digest, in the REST API and in the worker's
 * topic, so it must not help to guess a secret:
 *
 * <ul>
 *   <li>It depends on nothing but the settings, because each restart of a connector, on any worker,
 *       has to give the same one, or unchanged tasks would restart. A random salt would have to be
 *       kept somewhere, and a connector has no such place. So the salt is the connector's name,
 *       which makes equal secrets of two connectors look different.
 *   <li>It takes some hundredths of a second ({@code PBKDF2}) for each guess. More rounds would
 *       hold every start of a connector, of which a config provider with a short TTL causes many.
 *   <li>It has only 16 bits. One in 65,536 changes goes unnoticed. In return it cannot confirm a
 *       guess: of a million passwords, about fifteen have the same digest.
 * </ul>
 */
public final class SettingsFingerprint {
  /** The setting of a task that holds it; nothing reads it. */
  public static final String NAME = "tributary.settings.fingerprint";

  private static final String ALGORITHM = "PBKDF2WithHmacSHA512";
  private static final int ROUNDS = 20_000;
  private static final int BITS = 16;

  private SettingsFingerprint() {}

  /**
   * The fingerprint of settings with all references replaced: four hex digits. Takes some
   * hundredths of a second.
   */
  public static String of(Map<String, String> settings) {
    var salt = ("tributary " + settings.get("name")).getBytes(UTF_8);
    var values = new StringBuilder();
    new TreeMap<>(settings)
        .forEach((name, value) -> values.append(name).append('\0').append(value).append('\0'));
    var spec = new PBEKeySpec(values.toString().toCharArray(), salt, ROUNDS, BITS);
    try {
      var digest = SecretKeyFactory.getInstance(ALGORITHM).generateSecret(spec).getEncoded();
      return HexFormat.of().formatHex(digest);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JVM has " + ALGORITHM, e);
    } finally {
      spec.clearPassword();
    }
  }
}
