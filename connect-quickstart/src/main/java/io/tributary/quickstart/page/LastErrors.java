// SPDX-License-Identifier: Apache-2.0
package io.tributary.quickstart.page;

import io.tributary.quickstart.worker.Connectors;
import io.tributary.quickstart.worker.Figures;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The last error of each connector, from its tasks and the log. Not thread-safe. */
final class LastErrors {
  /**
   * An error and what to do about it.
   *
   * @param label type and number, such as {@code ApiError 429}
   * @param text what the connector logged, or else the text of the catalogue
   * @param at when it was logged, or else when it was last observed
   * @param over whether the connector has worked since then
   */
  record Shown(String label, String text, String cause, String remedy, String at, boolean over) {}

  private record Seen(long number, long troubles, long successes, Instant at) {}

  private record Failed(String problem, Instant at) {}

  private final ErrorTexts texts;
  private final ErrorLog log;
  private final Map<String, Failed> failed = new HashMap<>();
  private final Map<String, Seen> seen = new HashMap<>();

  LastErrors(ErrorTexts texts, ErrorLog log) {
    this.texts = texts;
    this.log = log;
  }

  /** The last error; null if there was none since the task started. */
  @Nullable Shown of(Connectors.State connector, Figures figures, Instant now) {
    if (connector.failed()) {
      var first = failed.get(connector.name());
      if (first == null || !first.problem().equals(connector.problem())) {
        first = new Failed(connector.problem(), now);
        failed.put(connector.name(), first);
      }
      return texts.told(first.problem()).shown(first.at(), false);
    }
    failed.remove(connector.name());
    long number = figures.max("last-error");
    if (number == 0) {
      seen.remove(connector.name());
      return null;
    }
    long troubles = figures.sum(connector.sink() ? "connections-lost-total" : "retries-total");
    long successes = figures.sum("confirmations-total");
    var last = seen.get(connector.name());
    if (last == null || last.number() != number || last.troubles() != troubles) {
      last = new Seen(number, troubles, successes, now);
      seen.put(connector.name(), last);
    }
    boolean over =
        connector.sink() ? successes > last.successes() : figures.max("failures-in-a-row") == 0;
    var line = log.latest(connector.name(), number);
    return line == null
        ? texts.numbered(number).shown(last.at(), over)
        : texts.told(line.message()).shown(line.at(), over);
  }
}
