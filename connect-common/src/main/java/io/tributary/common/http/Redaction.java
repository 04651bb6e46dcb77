// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.http;

import io.tributary.common.error.Secrets;
import java.util.Map;
import java.util.Set;

/** Removes the secrets of a login from a text. */
final class Redaction {
  /** The fields of a login's form that may be shown; all others are secrets. */
  private static final Set<String> NO_SECRETS =
      Set.of("grant_type", "client_id", "username", "scope", "redirect_uri");

  private Redaction() {}

  /** The text without the secrets of a login's form. */
  static String hide(String text, Map<String, String> form) {
    var secrets =
        form.entrySet().stream()
            .filter(field -> !NO_SECRETS.contains(field.getKey()))
            .map(Map.Entry::getValue)
            .toList();
    return Secrets.of(secrets).hide(text);
  }
}
