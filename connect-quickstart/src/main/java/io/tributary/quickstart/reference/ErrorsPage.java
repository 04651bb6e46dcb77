package io.tributary.quickstart.reference;

import io.tributary.quickstart.worker.Catalogue;
import io.tributary.quickstart.worker.Plugins;
import java.util.Map;
import java.util.TreeMap;

/** Prints {@code docs/errors.md} from the catalogue the connectors take their messages from. */
final class ErrorsPage {
  private static final Map<String, String> TYPES =
      new TreeMap<>(
          Map.of(
              "ApiError", "What a vendor answered, or that it did not answer.",
              "InitVariablesError", "Found while a feed gets ready: its start time and its login.",
              "SetupError",
                  "Settings and offsets. 1 to 703 refuse the configuration when it is posted, and fail the task only if they come up later; 710 and 711 are found when offsets are changed or a task starts; 720 and 730 while it runs.",
              "SinkError",
                  "Faults of the Devo sink. 602 to 605 and 609 concern one record: with errors.tolerance=all and a dead letter queue it goes there and the task goes on; otherwise the task fails."));
  private static final Map<String, String> ACTIONS =
      Map.of(
          "RETRY", "waits and tries again",
          "RETRY_FIVE_TIMES", "tries again; fails the fifth time in a row",
          "STOP", "fails the task");

  private ErrorsPage() {}

  static String of(Plugins plugins) {
    var page = new StringBuilder();
    page.append("# Errors\n\n");
    page.append(
        "<!-- Generated from the connectors by ./quickstart --write-docs. Do not edit. -->\n\n");
    page.append(
        "What fails a task, refuses a configuration or is tried again is told with one of these numbers\n");
    page.append(
        "and what to do; other lines of the log are in operating.md. Numbers up to 500 are those of Devo's own collectors, where\n");
    page.append(
        "these have one. `…` stands for a name, an address or what the other side said. Messages never\n");
    page.append("hold a secret, and at most 200 characters of an answer.\n\n");
    page.append(
        "Once a feed has fetched a page, an error that would fail the task is tried again too, and fails\n");
    page.append(
        "it the fifth time in a row. A vendor may class single answers differently; its README says so.\n");
    TYPES.forEach((type, about) -> table(page, plugins.shared(Catalogue.className(type)), about));
    return page.toString();
  }

  private static void table(StringBuilder page, Class<?> type, String about) {
    page.append("\n## ").append(type.getSimpleName()).append("\n\n").append(about).append("\n\n");
    page.append("| Number | Message | Cause | What to do | The connector |\n");
    page.append("| --- | --- | --- | --- | --- |\n");
    for (Object error : type.getEnumConstants()) {
      page.append(
          "| %s | %s | %s | %s. | %s |\n"
              .formatted(
                  Catalogue.ask(error, "id"),
                  Cells.text(Catalogue.ask(error, "text").replace("%s", "…")),
                  Cells.text(Catalogue.ask(error, "cause")),
                  Cells.text(Catalogue.ask(error, "remedy")),
                  ACTIONS.getOrDefault(Catalogue.ask(error, "recoverability"), "")));
    }
  }
}
