// SPDX-License-Identifier: Apache-2.0
package io.tributary.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** A page of the documentation: its code blocks, and its commands in order of appearance. */
final class DocPage {
  static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  private static final Pattern COMMAND =
      Pattern.compile(
          "((curl|java|mvn|openssl|docker|date|cp|mv|cat|echo|kill|tar|unzip|jar) -?\\w"
              + "|(\\./|\\.ci/|benchmarks/)\\w+$|(\\./|\\.ci/|benchmarks/)\\w+ ).*",
          Pattern.DOTALL);

  /** A command after a prompt, and its output. */
  private static final Pattern STEP =
      Pattern.compile("^\\$ (.*?)\n(.*?)(?=^\\$ |\\z)", Pattern.MULTILINE | Pattern.DOTALL);

  /** A command, and the output that the page shows for it, if any. */
  record Command(String text, String shown) {}

  private final String file;
  private final String text;
  private final Markdown markdown;
  private final Deque<Command> commands = new ArrayDeque<>();

  private DocPage(String file) {
    this.file = file;
    try {
      text = Files.readString(ROOT.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    markdown = Markdown.parse(text);
    markdown.snippets().forEach(this::addCommands);
  }

  static DocPage of(String file) {
    return new DocPage(file);
  }

  /** All pages for operators. */
  static List<DocPage> all() throws IOException {
    try (var files = Files.walk(ROOT, 3)) {
      return files
          .map(found -> ROOT.relativize(found).toString())
          .filter(
              found -> found.matches("(connect\\w*-\\w+/)?(README|docs/(platforms/)?[\\w-]+)\\.md"))
          .sorted()
          .map(DocPage::new)
          .toList();
    }
  }

  /** All lines of the commands, except for those that another test runs. */
  DocPage without(Predicate<String> elsewhere) {
    commands.removeIf(command -> command.text().strip().lines().allMatch(elsewhere));
    return this;
  }

  /** Removes the next command, which must begin with this text. */
  Command next(String start) {
    assertThat(commands).as(this + " has no further command " + start).isNotEmpty();
    assertThat(commands.peek().text()).as("the next command of " + this).startsWith(start);
    return commands.remove();
  }

  /** The commands that no test has run. */
  List<String> left() {
    return commands.stream().map(Command::text).toList();
  }

  String text() {
    return text;
  }

  Markdown markdown() {
    return markdown;
  }

  /** All code blocks in a language. */
  List<String> blocks(String language) {
    return markdown.snippets().stream()
        .filter(snippet -> snippet.isBlock() && snippet.language().equals(language))
        .map(Markdown.Snippet::text)
        .toList();
  }

  /** The first code block in the language that contains the text. */
  String block(String language, String text) {
    return blocks(language).stream().filter(b -> b.contains(text)).findFirst().orElseThrow();
  }

  private void addCommands(Markdown.Snippet snippet) {
    var code = snippet.text();
    if (!snippet.isBlock()) {
      if (COMMAND.matcher(code).matches()) {
        commands.add(new Command(code.replaceAll("\\s+", " "), ""));
      }
    } else if (code.startsWith("$ ")) {
      var step = STEP.matcher(code);
      while (step.find()) {
        commands.add(new Command(step.group(1), step.group(2).strip()));
      }
    } else if (snippet.language().equals("sh") || COMMAND.matcher(code).matches()) {
      commands.add(new Command(code, ""));
    }
  }

  @Override
  public String toString() {
    return file;
  }
}
