// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.error;

import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.helpers.MessageFormatter;

/**
 * The only way to the worker's log (rule R7). A line begins with the name of its connector, because
 * Connect names it only on its own threads and only in its own layout. Whatever is filled into a
 * line is taken for foreign text. Thread-safe.
 */
public final class ConnectorLog {
  /** Threads that a task starts belong to its connector. */
  private static final InheritableThreadLocal<@Nullable String> CONNECTOR =
      new InheritableThreadLocal<>();

  private final Logger log;

  private ConnectorLog(Logger log) {
    this.log = log;
  }

  /** The log of a class. */
  public static ConnectorLog of(Class<?> source) {
    return of(source.getName());
  }

  /** The log of the class with this name. */
  public static ConnectorLog of(String source) {
    return new ConnectorLog(LoggerFactory.getLogger(source));
  }

  /**
   * Names the connector that this thread, and those that it starts from now on, work for.
   *
   * @param settings as Connect passes them, with the name
   */
  public static void nameThread(Map<String, String> settings) {
    CONNECTOR.set(settings.get("name"));
  }

  /** Returns work for another thread, which works for the connector of this one meanwhile. */
  public static Runnable named(Runnable work) {
    var connector = CONNECTOR.get();
    return () -> {
      CONNECTOR.set(connector);
      try {
        work.run();
      } finally {
        CONNECTOR.remove();
      }
    };
  }

  /** Logs that an operator should act. Each {@code {}} takes one argument. */
  public void warn(String line, @Nullable Object... arguments) {
    log.warn(text(line, arguments));
  }

  /** Logs what an operator may want to know. */
  public void info(String line, @Nullable Object... arguments) {
    log.info(text(line, arguments));
  }

  /** Logs a detail for a developer. */
  public void debug(String line, @Nullable Object... arguments) {
    if (log.isDebugEnabled()) {
      log.debug(text(line, arguments));
    }
  }

  /** The text of a line, without the name of its connector. */
  public static String line(String line, @Nullable Object... arguments) {
    var shown = Arrays.stream(arguments).map(ForeignText::argument).toArray();
    return MessageFormatter.arrayFormat(line, shown).getMessage();
  }

  static String text(String line, @Nullable Object... arguments) {
    var text = line(line, arguments);
    var connector = CONNECTOR.get();
    return connector == null ? text : ForeignText.line(connector) + ": " + text;
  }
}
