// SPDX-License-Identifier: Apache-2.0
package io.tributary.tool.connector;

import io.tributary.common.error.ApiError;
import io.tributary.common.error.CollectorError;
import io.tributary.common.error.InitVariablesError;
import io.tributary.common.error.SetupError;
import io.tributary.devo.error.SinkError;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The numbered errors of all connectors. */
public final class ErrorCatalogue {
  private static final List<CollectorError> ALL =
      Stream.<CollectorError[]>of(
              ApiError.values(),
              InitVariablesError.values(),
              SetupError.values(),
              SinkError.values())
          .flatMap(Stream::of)
          .toList();

  /** A numbered message in a trace, up to the end of its line. */
  private static final Pattern MESSAGE = Pattern.compile("\\b[A-Z]\\w+Error \\d+: [^\\r\\n]*");

  private ErrorCatalogue() {}

  /**
   * The errors with a number.
   *
   * @param label the number alone, or with its type in front, such as {@code SinkError 606}
   */
  public static List<CollectorError> find(String label) {
    var wanted = label.strip().replaceAll("[\\s:]+", " ").strip();
    return ALL.stream()
        .filter(
            error ->
                error.label().equalsIgnoreCase(wanted)
                    || Integer.toString(error.id()).equals(wanted))
        .toList();
  }

  /** What the connector does about it. */
  public static String action(CollectorError error) {
    return switch (error.recoverability()) {
      case RETRY -> "waits and retries";
      case UNCLEAR -> "retries; fails a first start the fifth time in a row";
      case STOP -> "fails the task, or refuses the settings";
    };
  }

  /** The first numbered message in the trace of a failed task, with its remedy. */
  public static Optional<String> message(String trace) {
    return MESSAGE.matcher(trace).results().map(found -> found.group()).findFirst();
  }
}
