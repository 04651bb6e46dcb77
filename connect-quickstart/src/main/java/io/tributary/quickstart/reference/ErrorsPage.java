// SPDX-License-Identifier: Apache-2.0
package io.tributary.quickstart.reference;

import io.tributary.quickstart.worker.Catalogue;
import io.tributary.quickstart.worker.Plugins;
import java.util.Map;
import java.util.TreeMap;

/** Generates {@code docs/errors.md} from the catalogue of the connectors' messages. */
final class ErrorsPage {
  private static final Map<String, String> TYPES =
      new TreeMap<>(
          Map.of(
              "ApiError", "Errors in the answers of a vendor, and missing answers.",
              "InitVariablesError", "Found before a feed is read: in its start time and its login.",
              "SetupError",
                  "Settings and offsets. {BASE_URL_MISSING} to {NOT_RESOLVED} refuse the configuration when it is posted, and fail the task only if they occur later. {START_TOO_OLD} is found when the task of a feed without an offset starts. {OFFSET_UNREADABLE} and {OFFSET_NEWER} are found when offsets are changed or a task starts, {SEEN_FULL} and {VALUE_NOT_MASKED} while it runs.",
              "SinkError",
                  "Faults of the Devo sink. {TAG_INVALID} to {VALUE_UNREADABLE} and {EVENT_REFUSED} concern one record. With errors.tolerance=all and a dead letter queue the record is sent there and the task continues; otherwise the task fails. {DEAD_LETTER_REFUSED} always does."));
  private static final Map<String, String> ACTIONS =
      Map.of(
          "RETRY", "waits and retries",
          "UNCLEAR", "retries; fails a first start the fifth time in a row",
          "STOP", "fails the task");

  private ErrorsPage() {}

  static String of(Plugins plugins) {
    var page = new StringBuilder();
    page.append("# Errors\n\n");
    page.append(
        "<!-- Generated from the connectors by ./quickstart --write-docs. Do not edit. -->\n\n");
    page.append(
        "A fault that fails a task, refuses a configuration or is retried is reported with one of these\n");
    page.append(
        "numbers and a remedy. [runbook.md](runbook.md#logs) has the other lines of the log. Numbers up to 500 are those of Devo's own collectors, where\n");
    page.append(
        "these have one. `…` stands for a name, an address or the answer of the other side. Messages never\n");
    page.append("contain a secret, or more than 200 characters of an answer.\n\n");
    page.append(
        "Once a feed or a sink has worked, an ApiError, a SinkError about the receiver or a refused login that would fail the task is retried as\n");
    page.append(
        "well, and fails it only if it lasts for `trouble.patience.ms`: see [runbook.md](runbook.md#state). A vendor may\n");
    page.append("classify some answers differently, as its README says.\n");
    TYPES.forEach((type, about) -> table(page, plugins.shared(Catalogue.className(type)), about));
    return page.toString();
  }

  private static void table(StringBuilder page, Class<?> type, String about) {
    page.append("\n## ")
        .append(type.getSimpleName())
        .append("\n\n")
        .append(numbered(type, about))
        .append("\n\n");
    page.append("| Number | Message | Cause | What to do | The connector |\n");
    page.append("| --- | --- | --- | --- | --- |\n");
    for (Object error : type.getEnumConstants()) {
      page.append(
          "| %s%s | %s | %s | %s. | %s |\n"
              .formatted(
                  Cells.anchor(Cells.lower(Catalogue.ask(error, "label")).replace(' ', '-')),
                  Catalogue.ask(error, "id"),
                  Cells.text(Catalogue.ask(error, "text").replace("%s", "…")),
                  Cells.text(Catalogue.ask(error, "cause")),
                  Cells.text(Catalogue.ask(error, "remedy")),
                  ACTIONS.getOrDefault(Catalogue.ask(error, "recoverability"), "")));
    }
  }

  /** Replaces the name of each constant in braces with its number. */
  private static String numbered(Class<?> type, String text) {
    var numbered = text;
    for (Object error : type.getEnumConstants()) {
      numbered = numbered.replace("{" + error + "}", Catalogue.ask(error, "id"));
    }
    return numbered;
  }
}
