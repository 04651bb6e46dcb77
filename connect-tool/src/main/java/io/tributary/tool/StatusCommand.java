// SPDX-License-Identifier: Apache-2.0
package io.tributary.tool;

import io.tributary.common.error.Durations;
import io.tributary.common.error.ForeignText;
import io.tributary.connect.rest.ConnectApi;
import io.tributary.connect.rest.ConnectorStatus;
import io.tributary.tool.connector.ErrorCatalogue;
import io.tributary.tool.io.JsonIo;
import io.tributary.tool.offsets.OffsetEntry;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code status}: the state of every task, its error with the remedy, and what helps. */
@Command(
    name = "status",
    description = {
      "Shows the state of connectors and all their tasks, their errors with the remedy, how far they"
          + " have read, and the command that helps.",
      "",
      "The exit code is 1 if one of them does not run.",
      ""
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class StatusCommand implements Callable<Integer> {
  /** More than any message of ours. */
  private static final int MESSAGE = 2000;

  private static final String RUNNING = "RUNNING";

  @Parameters(
      paramLabel = "NAME",
      arity = "0..*",
      description = "The connectors; all of them if none is named.")
  private List<String> names = List.of();

  @Mixin private WorkerOptions worker = new WorkerOptions();

  @Option(names = "--json", description = "Print the result as JSON.")
  private boolean json;

  @Spec private @Nullable CommandSpec spec;

  /**
   * What is said of one connector.
   *
   * @param tasks a line for each task
   * @param errors the error of what has failed, each once
   * @param progress a line for each offset
   * @param helps the commands that help
   */
  private record Found(
      String name,
      String type,
      String state,
      List<String> tasks,
      List<String> errors,
      List<String> progress,
      List<String> helps,
      boolean running) {}

  @Override
  public Integer call() {
    var api = worker.api();
    var wanted = names.isEmpty() ? api.connectors() : names;
    var all = wanted.stream().map(name -> found(api, name)).toList();
    var out = Objects.requireNonNull(spec).commandLine().getOut();
    if (json) {
      out.println(JsonIo.text(all.stream().map(StatusCommand::description).toList()));
    } else {
      all.forEach(found -> print(found, out));
    }
    out.flush();
    return all.stream().allMatch(Found::running) ? 0 : 1;
  }

  private Found found(ConnectApi api, String name) {
    var status = api.status(name);
    var traces = new ArrayList<String>();
    traces.add(status.connector().trace());
    status.tasks().forEach(task -> traces.add(task.trace()));
    return new Found(
        name,
        status.type(),
        status.state() + on(status.connector().worker()),
        status.tasks().stream()
            .map(task -> "task " + task.id() + ": " + task.state() + on(task.worker()))
            .toList(),
        traces.stream()
            .filter(trace -> !trace.isBlank())
            .map(StatusCommand::error)
            .distinct()
            .toList(),
        OffsetEntry.of(api.offsets(name)).stream().map(StatusCommand::progress).toList(),
        helps(status),
        status.running());
  }

  private static String on(@Nullable String worker) {
    return worker == null || worker.isBlank() ? "" : " on " + worker;
  }

  /** The numbered message, which contains the remedy; otherwise the last cause. */
  private static String error(String trace) {
    var causes = trace.lines().filter(line -> !line.matches("\\s.*")).toList();
    var last = causes.isEmpty() ? trace : causes.get(causes.size() - 1);
    return ErrorCatalogue.message(trace).orElse(last);
  }

  private static String progress(OffsetEntry offset) {
    if (!offset.isFeed()) {
      return OffsetsCommand.line(offset.description());
    }
    var age = offset.time().map(time -> Durations.rough(Duration.between(time, Instant.now())));
    return "read up to " + offset.position() + age.map(text -> ", " + text + " ago").orElse("");
  }

  /** The commands that may help, from the most to the least probable. */
  private List<String> helps(ConnectorStatus status) {
    var helps = new ArrayList<String>();
    var connector = worker.address() + "/connectors/" + status.name();
    if (status.failed()) {
      helps.add(
          "after the cause is corrected: curl -X POST '"
              + connector
              + "/restart?includeTasks=true&onlyFailed=true'");
    }
    switch (status.state()) {
      case "PAUSED", "STOPPED" -> helps.add("to go on: curl -X PUT '" + connector + "/resume'");
      case RUNNING -> {
        if (status.tasks().isEmpty()) {
          helps.add("it has no task yet: see the log of the worker");
        }
      }
      default -> {}
    }
    if (status.tasks().stream().anyMatch(task -> task.state().equals("UNASSIGNED"))) {
      helps.add(
          "no worker has the task yet: the others wait for scheduled.rebalance.max.delay.ms, five"
              + " minutes by default");
    }
    return helps;
  }

  private static void print(Found found, PrintWriter out) {
    out.println(text(found.name() + " (" + found.type() + "): " + found.state()));
    found.tasks().forEach(task -> out.println("  " + text(task)));
    found.errors().forEach(error -> out.println("  error: " + text(error)));
    found.progress().forEach(progress -> out.println("  " + text(progress)));
    found.helps().forEach(help -> out.println("  " + text(help)));
  }

  private static String text(String foreign) {
    return ForeignText.start(foreign, MESSAGE);
  }

  private static Map<String, Object> description(Found found) {
    var members = new LinkedHashMap<String, Object>();
    members.put("name", found.name());
    members.put("type", found.type());
    members.put("running", found.running());
    members.put("state", found.state());
    members.put("tasks", found.tasks());
    members.put("errors", found.errors());
    members.put("progress", found.progress());
    members.put("helps", found.helps());
    return members;
  }
}
