// SPDX-License-Identifier: Apache-2.0
package io.tributary.quickstart.worker;

import io.tributary.connect.rest.ConnectApi;
import io.tributary.connect.rest.ConnectApiException;
import io.tributary.connect.rest.ConnectorPlugin;
import io.tributary.connect.rest.ConnectorStatus;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Creates connectors through the worker's REST API and watches them. */
public final class Connectors {
  private static final Set<String> SINK_ONLY = Set.of("topics", "topics.regex");

  /** Topics of a source that have no events. */
  private static final Set<String> NO_EVENTS =
      Set.of("coverage.topic", "heartbeat.topic", "journal.topic");

  /** A message of the error catalogue within a stack trace. */
  private static final Pattern NUMBERED = Pattern.compile("\\w+Error \\d+: [^\\r\\n]*");

  /** The class of an exception, which a worker puts before its message. */
  private static final Pattern EXCEPTION = Pattern.compile("^[a-z]+\\.[\\w.]+: ");

  /**
   * The state of a connector, in Connect's words.
   *
   * @param state that of its task, or its own while it has no task
   * @param tasks the states of its tasks
   * @param problem why it has failed; empty if it has not
   * @param records sent to Kafka by a source, or passed to a sink, since this worker started
   * @param topics the topics of events that it has written to or read from so far
   */
  public record State(
      String name,
      boolean sink,
      String state,
      List<String> tasks,
      String problem,
      long records,
      List<String> topics) {
    public boolean failed() {
      return state.equals("FAILED");
    }
  }

  private final ConnectApi rest;
  private final List<ConnectorFile> files;

  public Connectors(ConnectApi rest, List<ConnectorFile> files) {
    this.rest = rest;
    this.files = files;
  }

  /** Creates all of them, or replaces those of a kept run. Reports faults by setting. */
  public void deploy() throws QuickstartException {
    for (ConnectorFile file : files) {
      try {
        validate(file);
        rest.putConfig(file.name(), file.config());
      } catch (ConnectApiException e) {
        if (!e.refused()) {
          throw e;
        }
        throw new QuickstartException(
            file.file() + " is not accepted: " + EXCEPTION.matcher(e.reason()).replaceFirst(""));
      }
    }
  }

  private void validate(ConnectorFile file) throws QuickstartException {
    String type = file.config().getOrDefault("connector.class", "");
    var installed = installed();
    if (installed.stream().noneMatch(name -> ConnectorPlugin.isCalled(name, type))) {
      throw new QuickstartException(
          file.file()
              + ": there is no connector.class "
              + type
              + ". Installed: "
              + String.join(", ", installed)
              + ".");
    }
    var config = new LinkedHashMap<>(file.config());
    config.put("name", file.name());
    Map<String, List<String>> errors = rest.validate(type, config);
    if (!errors.isEmpty()) {
      throw new QuickstartException(file.file() + " is not accepted:\n" + lines(errors));
    }
  }

  private List<String> installed() {
    return rest.plugins().stream()
        .map(ConnectorPlugin::className)
        .filter(name -> name.startsWith("io.tributary."))
        .toList();
  }

  private static String lines(Map<String, List<String>> errors) {
    return errors.entrySet().stream()
        .map(field -> "  " + field.getKey() + "\n    " + String.join("\n    ", field.getValue()))
        .collect(Collectors.joining("\n"));
  }

  public List<State> states() {
    return files.stream().map(this::state).toList();
  }

  private State state(ConnectorFile file) {
    String name = file.name();
    boolean sink = file.config().keySet().stream().anyMatch(SINK_ONLY::contains);
    try {
      ConnectorStatus status = rest.status(name);
      var tasks = status.tasks().stream().map(ConnectorStatus.Task::state).toList();
      long records = Figures.records(name);
      return new State(name, sink, word(status), tasks, problem(status), records, topics(file));
    } catch (ConnectApiException e) {
      if (!e.refused()) {
        throw e;
      }
      // A connector is unknown between its creation and its first status.
      return new State(name, sink, "STARTING", List.of(), "", 0, List.of());
    }
  }

  private List<String> topics(ConnectorFile file) {
    var others =
        file.config().entrySet().stream()
            .filter(setting -> NO_EVENTS.contains(setting.getKey()))
            .map(Map.Entry::getValue)
            .toList();
    return rest.topics(file.name()).stream().filter(topic -> !others.contains(topic)).toList();
  }

  private static String word(ConnectorStatus status) {
    if (status.failed()) {
      return "FAILED";
    }
    return status.tasks().isEmpty() ? "STARTING" : status.tasks().get(0).state();
  }

  private static String problem(ConnectorStatus status) {
    String trace =
        status.tasks().stream()
            .map(ConnectorStatus.Task::trace)
            .filter(text -> !text.isEmpty())
            .findFirst()
            .orElse(status.connector().trace());
    var numbered = NUMBERED.matcher(trace);
    return numbered.find() ? numbered.group() : trace.lines().findFirst().orElse("");
  }
}
