package io.tributary.common.error;

/**
 * One entry of the error catalogue: a number an operator can look up, what happened, why, and what
 * to do. The numbers 1–499 are those of the documents of Devo's own collectors, so that a runbook
 * written for them still serves; 600–699 belong to the sink and 700–799 to settings those documents
 * do not know.
 */
public sealed interface CollectorError permits SetupError, InitVariablesError, ApiError, SinkError {

  /** The number, unique within its type. */
  int id();

  /** What happened, as a {@link String#format} template; ends without a full stop. */
  String text();

  /** Why it happens, one sentence. */
  String cause();

  /** What the operator should do, one sentence; ends without a full stop. */
  String remedy();

  /** What the connector does about it unless the place that raises it knows better. */
  Trouble trouble();

  /** The first words of every message: type and number, such as {@code ApiError 403}. */
  default String label() {
    return getClass().getSimpleName() + " " + id();
  }

  /** The whole message: label, text with its arguments filled in, remedy. */
  default String message(Object... arguments) {
    return label() + ": " + text().formatted(arguments) + ". " + remedy() + ".";
  }
}
