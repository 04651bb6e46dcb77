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

/** The texts of the error catalogue, by number and by the start of a message. */
final class ErrorTexts {
  /** A number of two types means the first of them, which is the one that occurs while running. */
  static final List<String> TYPES =
      List.of("ApiError", "SinkError", "SetupError", "InitVariablesError");

  private static final Pattern MESSAGE = Pattern.compile("(\\w+Error \\d+): (.*)", Pattern.DOTALL);

  /** An entry of the catalogue, or the entry of a message. */
  record Entry(String label, String text, String cause, String remedy) {
    LastErrors.Shown shown(Instant at, boolean over) {
      String second = at.truncatedTo(ChronoUnit.SECONDS).toString();
      return new LastErrors.Shown(label, text, cause, remedy, second, over);
    }
  }

  private final Map<String, Entry> entries = new LinkedHashMap<>();

  /** Reads the catalogue of the installed connectors. */
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

  /** The fixed part of a message, without the details of an occurrence. */
  private static String template(String text) {
    return text.replaceFirst("(: %s)+$", "").replace("%s", "…");
  }

  void add(Entry entry) {
    entries.put(entry.label(), entry);
  }

  /** The entry with this number. */
  Entry numbered(long number) {
    return TYPES.stream()
        .map(type -> entries.get(type + " " + number))
        .filter(entry -> entry != null)
        .findFirst()
        .orElse(new Entry("Error " + number, "", "", "See docs/errors.md."));
  }

  /** The parts of a message: its own text, and the cause and the remedy of its entry. */
  Entry told(String message) {
    var numbered = MESSAGE.matcher(message);
    var entry = numbered.matches() ? entries.get(numbered.group(1)) : null;
    if (entry == null) {
      return new Entry("Failed", message, "", "Check the log, then restart the task.");
    }
    String text = numbered.group(2).replace(entry.remedy(), "").replace("  ", " ").strip();
    return new Entry(entry.label(), text, entry.cause(), entry.remedy());
  }
}
