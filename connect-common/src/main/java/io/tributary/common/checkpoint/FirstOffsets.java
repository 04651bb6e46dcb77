// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.checkpoint;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.StringJoiner;
import java.util.regex.Pattern;

/**
 * The ids in offsets of version 1: a JSON array of {@code digest@second}, in base64url and base 36.
 */
final class FirstOffsets {
  static final String VERSION = "1";

  private static final int SECOND_RADIX = 36;
  private static final int DIGEST_CHARACTERS = 11;
  private static final Base64.Encoder DIGEST = Base64.getUrlEncoder().withoutPadding();
  private static final Pattern ENTRY =
      Pattern.compile("\"([A-Za-z0-9_-]*)@(-?[0-9A-Za-z]{1,12})\"");

  private FirstOffsets() {}

  /** Whether the text is one of this version, which none of a later version is. */
  static boolean hasForm(String text) {
    return text.strip().startsWith("[");
  }

  /**
   * Parses ids without the last {@code pending} ones, which were not emitted.
   *
   * @throws IllegalArgumentException naming the member of the offset that has another form
   */
  static SeenIds ids(String text, String pending) {
    var array = text.isBlank() ? "[]" : text.strip();
    if (!array.startsWith("[") || !array.endsWith("]")) {
      throw new IllegalArgumentException(OffsetCodec.IDS + " must be a JSON array in a string");
    }
    var inner = array.substring(1, array.length() - 1).strip();
    var entries = inner.isEmpty() ? new String[0] : inner.split(",", -1);
    var log = new SeenLog(entries.length);
    for (var entry : entries) {
      read(entry.strip(), log);
    }
    return SeenIds.emitted(log, pending);
  }

  static String text(SeenIds ids) {
    var array = new StringJoiner(",", "[", "]");
    ids.forEach(
        (digest, second) -> {
          var bytes = ByteBuffer.allocate(Long.BYTES).putLong(digest).array();
          var text = DIGEST.encodeToString(bytes) + '@' + Long.toString(second, SECOND_RADIX);
          array.add('"' + text + '"');
        });
    return array.toString();
  }

  private static void read(String quoted, SeenLog log) {
    var entry = ENTRY.matcher(quoted);
    if (!entry.matches()) {
      throw new IllegalArgumentException(
          OffsetCodec.IDS + " has an entry that is not \"digest@second\"");
    }
    if (entry.group(1).length() != DIGEST_CHARACTERS) {
      throw new IllegalArgumentException(
          OffsetCodec.IDS + " has a digest that is not 8 bytes long");
    }
    var digest = Base64.getUrlDecoder().decode(entry.group(1));
    var second = Long.parseLong(entry.group(2), SECOND_RADIX);
    log.append(ByteBuffer.wrap(digest).getLong(), SeenIds.kept(second));
  }
}
