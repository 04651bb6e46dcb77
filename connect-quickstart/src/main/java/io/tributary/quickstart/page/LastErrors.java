// SPDX-License-Identifier: Apache-2.0
package io.tributary.quickstart.page;

import io.tributary.quickstart.worker.Connectors;
import io.tributary.quickstart.worker.Figures;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The last error of each connector, from the figures of its tasks. Not thread-safe. */
final class LastErrors {
  /**
   * An error and what to do about it.
   *
   * @param label type and number, such as {@code ApiError 429}
   * @param at when it was last seen to happen
   * @param over whether the connector has worked again since
   */
  record Shown(String label, String text, String cause, String remedy, String at, boolean over) {}

  private record Seen(long number, long troubles, long successes, Instant at) {}

  private final ErrorTexts texts;
  private final Map<String, Seen> seen = new HashMap<>();

  LastErrors(ErrorTexts texts) {
    this.texts = texts;
  }

  /** The last error; null while there was none since the task started. */
  @Nullable Shown of(Connectors.State connector, Figures figures, Instant now) {
    if (connector.failed()) {
      return texts.told(connector.problem()).shown(now, false);
    }
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
    return texts.numbered(number).shown(last.at(), over);
  }
}
