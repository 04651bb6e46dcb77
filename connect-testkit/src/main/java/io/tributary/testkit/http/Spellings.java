// SPDX-License-Identifier: Apache-2.0
package io.tributary.testkit.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The ways in which a server may write a secret that it was sent. */
public final class Spellings {
  private Spellings() {}

  /** All of them; the first one is the secret itself, of ASCII letters. */
  public static List<String> of(String secret) {
    var percent = escaped(secret, "%%%02X");
    var html = secret.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    return List.of(
        secret,
        escaped(secret, "\\u%04x"),
        escaped(secret, "\\u%04x").toUpperCase(Locale.ROOT).replace("\\U", "\\u"),
        secret.replace("\"", "\\\"").replace("/", "\\/"),
        html.replace("+", "&plus;").replace("/", "&sol;").replace("=", "&equals;"),
        escaped(secret, "&#%d;"),
        escaped(secret, "&#x%x;"),
        percent,
        percent.replace("%", "%25"),
        every(secret, "\\u%04x"),
        base64(Base64.getEncoder(), secret),
        base64(Base64.getUrlEncoder().withoutPadding(), secret));
  }

  private static String base64(Base64.Encoder encoder, String secret) {
    return encoder.encodeToString(secret.getBytes(UTF_8));
  }

  private static String every(String text, String format) {
    return text.chars().mapToObj(format::formatted).collect(Collectors.joining());
  }

  private static String escaped(String text, String format) {
    return text.chars()
        .mapToObj(
            letter ->
                Character.isLetterOrDigit(letter)
                    ? Character.toString(letter)
                    : format.formatted(letter))
        .collect(Collectors.joining());
  }
}
