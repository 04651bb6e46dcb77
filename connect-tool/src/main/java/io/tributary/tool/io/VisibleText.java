// SPDX-License-Identifier: Apache-2.0
package io.tributary.tool.io;

import io.tributary.common.error.ForeignText;
import io.tributary.common.error.Secrets;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Shows control characters as {@code \}{@code uXXXX}, which JSON reads as the same text, except for
 * tabs and ends of lines, and hides secrets. Others write parts of the output, and a terminal would
 * carry out what they write. Text reaches the target with the end of its line or with {@link
 * #flush}.
 */
public final class VisibleText extends PrintWriter {
  private static final Pattern PIECE = Pattern.compile("[^\\n\\t]+");

  private final PrintWriter target;
  private Secrets secrets = Secrets.NONE;

  public VisibleText(PrintWriter target) {
    super(new StringWriter());
    this.target = target;
  }

  /**
   * Hides these texts in all that a command prints from now on, however a server spells them. Short
   * ones stay: they may be a word of the output itself.
   */
  public static void hide(CommandSpec command, Collection<String> texts) {
    var line = command.commandLine();
    var certain = texts.stream().filter(text -> text.length() >= Secrets.SHORT).toList();
    for (var writer : List.of(line.getOut(), line.getErr())) {
      if (writer instanceof VisibleText visible) {
        visible.secrets = visible.secrets.and(certain);
      }
    }
  }

  /** The text without the secrets that a writer of a command hides. */
  public static String hidden(String text, PrintWriter writer) {
    return writer instanceof VisibleText visible ? visible.secrets.hide(text) : text;
  }

  @Override
  public void println() {
    super.println();
    flush();
  }

  @Override
  public void flush() {
    var pending = ((StringWriter) out).getBuffer();
    var text = secrets.hide(pending.toString().replace(System.lineSeparator(), "\n"));
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
