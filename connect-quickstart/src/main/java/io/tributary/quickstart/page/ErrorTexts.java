// SPDX-License-Identifier: Apache-2.0
package io.tributary.quickstart.page;

import io.tributary.quickstart.worker.Catalogue;
import io.tributary.quickstart.worker.Plugins;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What the catalogue of errors says, by number and by the first words of a message. */
final class ErrorTexts {
  /** A number of two types means the one that stands first: it is the one met while running. */
  static final List<String> TYPES =
      List.of("ApiError", "SinkError", "SetupError", "InitVariablesError");

  private static final Pattern MESSAGE = Pattern.compile("(\\w+Error \\d+): (.*)", Pattern.DOTALL);

  /** An entry of the catalogue, or a message that came from one. */
  record Entry(String label, String text, String cause, String remedy) {
    LastErrors.Shown shown(Instant at, boolean over) {
      String second = at.truncatedTo(ChronoUnit.SECONDS).toString();
      return new LastErrors.Shown(label, text, cause, remedy, second, over);
    }
  }

  private final Map<String, Entry> entries = new LinkedHashMap<>();

  /** Reads the catalogue of the connectors that are installed. */
  static ErrorTexts of(Plugins plugins) {
    var texts = new ErrorTexts();
    for (String type : TYPES) {
      for (Object error : plugins.shared(Catalogue.className(type)).getEnumConstants()) {
        texts.add(
            new Entry(
                Catalogue.ask(error, "label"),
                template(Catalogue.ask(error, "text")),
                Catalogue.ask(error, "cause"),
                Catalogue.ask(error, "remedy") + "."));
      }
    }
    return texts;
  }

  /** Without what each occurrence fills in. */
  private static String template(String text) {
    return text.replaceFirst("(: %s)+$", "").replace("%s", "…");
  }

  void add(Entry entry) {
    entries.put(entry.label(), entry);
  }

  /** The entry of a number. */
  Entry numbered(long number) {
    return TYPES.stream()
        .map(type -> entries.get(type + " " + number))
        .filter(entry -> entry != null)
        .findFirst()
        .orElse(new Entry("Error " + number, "", "", "See docs/errors.md."));
  }

  /** The words of a message: its own text, with the cause and the remedy of its entry. */
  Entry told(String message) {
    var numbered = MESSAGE.matcher(message);
    var entry = numbered.matches() ? entries.get(numbered.group(1)) : null;
    if (entry == null) {
      return new Entry("Failed", message, "", "Look at the log, then restart the task.");
    }
    String text = numbered.group(2).strip();
    if (text.endsWith(entry.remedy())) {
      text = text.substring(0, text.length() - entry.remedy().length()).strip();
    }
    return new Entry(entry.label(), text, entry.cause(), entry.remedy());
  }
}
