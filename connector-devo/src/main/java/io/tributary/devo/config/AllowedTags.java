// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.config;

import io.tributary.common.config.Validators;
import java.util.List;

/**
 * The tags that a header may choose.
 *
 * @param entries tags, and prefixes of whole levels such as {@code my.app.*}; without any, every
 *     tag is allowed
 */
public record AllowedTags(List<String> entries) {
  private static final String ANYTHING_BELOW = ".*";

  /** Copies the list. */
  public AllowedTags {
    entries = List.copyOf(entries);
  }

  /** Whether a valid tag is allowed. */
  public boolean include(String tag) {
    return entries.isEmpty() || entries.stream().anyMatch(entry -> matches(entry, tag));
  }

  private static boolean matches(String entry, String tag) {
    return entry.endsWith(ANYTHING_BELOW)
        ? tag.startsWith(entry.substring(0, entry.length() - 1))
        : tag.equals(entry);
  }

  /** Whether the text is a tag, or a prefix that a tag can have. */
  static boolean isEntry(String text) {
    return Validators.isTag(
        text.endsWith(ANYTHING_BELOW)
            ? text.substring(0, text.length() - ANYTHING_BELOW.length()) + ".a"
            : text);
  }
}
