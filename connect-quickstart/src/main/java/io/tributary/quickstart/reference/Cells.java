// SPDX-License-Identifier: Apache-2.0
package io.tributary.quickstart.reference;

import java.util.Locale;

/** Escapes text for a cell of a Markdown table. */
final class Cells {
  private Cells() {}

  static String text(String text) {
    // Kafka's own settings are described in HTML.
    String oneLine = text.replaceAll("</?code>", "`").replaceAll("\\s+", " ").strip();
    return oneLine.replace("|", "\\|").replace("<", "&lt;").replace("*", "\\*");
  }

  static String code(String text) {
    return '`' + text.replace("|", "\\|") + '`';
  }

  /** Where a link to this page leads, such as one in a message or an alert. */
  static String anchor(String name) {
    return "<a id=\"" + name + "\"></a>";
  }

  static String lower(Object word) {
    return word.toString().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
