// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.error;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One entry of the error catalogue: a number an operator can look up, what happened, why, and what
 * to do. The numbers up to 500 are those of the documents of Devo's own collectors where these have
 * one, so that a runbook written for them still serves. 600–699 belong to the sink, and 700–799 to
 * settings, offsets and events, for faults that those documents do not have.
 */
public interface CollectorError {
  /** What {@link #label} returns, at the start of a message. */
  Pattern LABEL = Pattern.compile("(\\w+Error \\d+): ");

  /**
   * What the catalogue says.
   *
   * @param id the number, unique within its type
   * @param text what happened, as a {@link String#format} template; ends without a full stop
   * @param cause why it happens, one sentence
   * @param remedy what the operator should do, one sentence
   * @param recoverability what the connector does about it unless the place that raises it knows
   *     better
   */
  record Entry(int id, String text, String cause, String remedy, Recoverability recoverability) {}

  Entry entry();

  default int id() {
    return entry().id();
  }

  default String text() {
    return entry().text();
  }

  default String cause() {
    return entry().cause();
  }

  default String remedy() {
    return entry().remedy();
  }

  default Recoverability recoverability() {
    return entry().recoverability();
  }

  /** The first words of every message: type and number, such as {@code ApiError 403}. */
  default String label() {
    return getClass().getSimpleName() + " " + id();
  }

  /** The label at the start of the message of a failure, if it is one of the catalogue. */
  static Optional<String> labelOf(Throwable failure) {
    var found = LABEL.matcher(String.valueOf(failure.getMessage()));
    return found.lookingAt() ? Optional.of(found.group(1)) : Optional.empty();
  }

  /**
   * The whole message: label, text with its arguments filled in, remedy. Each argument is taken for
   * foreign text (rule R7): its control characters are shown, and it is cut after 500 characters.
   */
  default String message(Object... arguments) {
    var shown = Arrays.stream(arguments).map(ForeignText::argument).toArray();
    return label() + ": " + text().formatted(shown) + ". " + remedy() + ".";
  }
}
