// SPDX-License-Identifier: Apache-2.0
package io.tributary.tool.io;

import io.tributary.common.error.ForeignText;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Shows control characters as {@code \}{@code uXXXX}, which JSON reads as the same text, except for
 * tabs and ends of lines. Others write parts of the output, and a terminal would carry out what
 * they write. Text reaches the target with the end of its line or with {@link #flush}.
 */
public final class VisibleText extends PrintWriter {
  private static final Pattern PIECE = Pattern.compile("[^\\n\\t]+");

  private final PrintWriter target;

  public VisibleText(PrintWriter target) {
    super(new StringWriter());
    this.target = target;
  }

  @Override
  public void println() {
    super.println();
    flush();
  }

  @Override
  public void flush() {
    var pending = ((StringWriter) out).getBuffer();
    var text = pending.toString().replace(System.lineSeparator(), "\n");
    pending.setLength(0);
    target.write(
        PIECE
            .matcher(text)
            .replaceAll(piece -> Matcher.quoteReplacement(ForeignText.visible(piece.group()))));
    target.flush();
  }

  @Override
  public void close() {
    flush();
  }
}
