// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.net.URLEncoder;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.common.config.types.Password;

/** Removes a secret from a text: as it is, and as encoded in URLs, JSON and Base64. */
final class Redaction {
  private static final int SHORT = 6;

  /** The fields of a login's form that may be shown; all others are secrets. */
  private static final Set<String> NO_SECRETS =
      Set.of("grant_type", "client_id", "username", "scope", "redirect_uri");

  private Redaction() {}

  /** The text without the secrets of a login's form. */
  static String hide(String text, Map<String, String> form) {
    var hidden = text;
    for (var field : form.entrySet()) {
      hidden = NO_SECRETS.contains(field.getKey()) ? hidden : hide(hidden, field.getValue());
    }
    return hidden;
  }

  /** The text without the secret. */
  static String hide(String text, String secret) {
    var hidden = text;
    for (var form : secret.isBlank() ? new String[0] : forms(secret)) {
      hidden = pattern(form).matcher(hidden).replaceAll(Password.HIDDEN);
    }
    return hidden;
  }

  private static String[] forms(String secret) {
    var inUrl = URLEncoder.encode(secret, UTF_8);
    var inJson = new String(JsonStringEncoder.getInstance().quoteAsString(secret));
    var escaped = inJson.replace("/", "\\/");
    var inBase64 = Base64.getEncoder().withoutPadding().encodeToString(secret.getBytes(UTF_8));
    return Stream.of(
            secret,
            inUrl,
            inUrl.replace("+", "%20"),
            inJson,
            escaped,
            inAscii(inJson),
            inAscii(escaped),
            inBase64,
            inBase64.replace('+', '-').replace('/', '_'))
        .distinct()
        .toArray(String[]::new);
  }

  private static String inAscii(String json) {
    var ascii = new StringBuilder();
    for (var i = 0; i < json.length(); i++) {
      var letter = json.charAt(i);
      ascii.append(letter < 128 ? String.valueOf(letter) : "\\u%04x".formatted((int) letter));
    }
    return ascii.toString();
  }

  /** A short secret only as a whole word: within words it would hide half the text. */
  private static Pattern pattern(String form) {
    var quoted = Pattern.quote(form);
    return form.length() < SHORT
        ? Pattern.compile("(?<![\\p{L}\\p{N}])" + quoted + "(?![\\p{L}\\p{N}])")
        // URLs may be written with %2f as well as %2F.
        : Pattern.compile(quoted, Pattern.CASE_INSENSITIVE);
  }
}
