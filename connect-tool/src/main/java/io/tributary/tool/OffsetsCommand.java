// SPDX-License-Identifier: Apache-2.0
package io.tributary.tool;

import io.tributary.common.error.ForeignText;
import io.tributary.connect.rest.ConnectApi;
import io.tributary.connect.rest.ConnectorOffset;
import io.tributary.connect.rest.ConnectorStatus;
import io.tributary.tool.io.CommandFailedException;
import io.tributary.tool.io.JsonIo;
import io.tributary.tool.io.ProgressBar;
import io.tributary.tool.io.VisibleText;
import io.tributary.tool.offsets.OffsetEntry;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** {@code offsets}: how far connectors have read, through the REST API of a worker. */
@Command(
    name = "offsets",
    description = "Shows, rewinds and exports the offsets of connectors through the REST API.",
    subcommands = RewindCommand.class,
    mixinStandardHelpOptions = true)
final class OffsetsCommand {
  /** The offset of a connector that is not ours may be long. */
  private static final int LINE = 4000;

  @Mixin private WorkerOptions worker = new WorkerOptions();

  @Option(names = "--json", scope = ScopeType.INHERIT, description = "Print the result as JSON.")
  boolean json;

  @Spec private @Nullable CommandSpec spec;

  ConnectApi api() {
    return worker.api();
  }

  PrintWriter out() {
    return Objects.requireNonNull(spec).commandLine().getOut();
  }

  @Command(
      name = "show",
      description = "Shows how far connectors have read.",
      mixinStandardHelpOptions = true)
  int show(
      @Parameters(
              paramLabel = "NAME",
              arity = "0..*",
              description = "The connectors; all of them if none is named.")
          List<String> names) {
    var api = api();
    var wanted = names == null || names.isEmpty() ? api.connectors() : names;
    var all = new ArrayList<Map<String, Object>>();
    try (var bar = new ProgressBar(wanted.size())) {
      for (var name : wanted) {
        bar.step(name);
        all.add(description(api, name));
      }
    }
    if (json) {
      out().println(JsonIo.text(all));
    } else {
      all.forEach(this::print);
    }
    out().flush();
    return 0;
  }

  @Command(
      name = "export",
      description =
          "Writes the offsets of a connector as the body of a PATCH. Restore them with rewind --file.",
      mixinStandardHelpOptions = true)
  int export(
      @Parameters(paramLabel = "NAME", description = "The connector.") String name,
      @Option(
              names = "--out",
              paramLabel = "FILE",
              description = "The file to write; standard output if not given.")
          @Nullable Path file,
      @Option(
              names = "--offset-version",
              paramLabel = "VERSION",
              description =
                  "1: as releases before version 2 read them, for going back to one of these.")
          @Nullable Integer version) {
    if (version != null && version != 1) {
      throw new CommandFailedException("--offset-version must be 1, got: " + version + ".");
    }
    var offsets =
        OffsetEntry.of(api().offsets(name)).stream()
            .map(entry -> version == null ? entry : entry.inVersion1())
            .map(OffsetEntry::stored)
            .toList();
    var text = JsonIo.text(new ConnectorOffset.Body(offsets)) + '\n';
    if (file == null) {
      if (!VisibleText.hidden(text, out()).equals(text)) {
        throw new CommandFailedException(
            "The offsets contain the password of the login, which is not printed. Use --out FILE.");
      }
      out().print(text);
      out().flush();
      return 0;
    }
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new CommandFailedException("Cannot write " + file + ": " + e.getMessage() + ".");
    }
    return 0;
  }

  private static Map<String, Object> description(ConnectApi api, String name) {
    var status = api.status(name);
    var connector = new LinkedHashMap<String, Object>();
    connector.put("name", name);
    connector.put("type", status.type());
    connector.put("state", state(status));
    connector.put("offsets", descriptions(api, name));
    return connector;
  }

  /** Connect calls a connector RUNNING all of whose tasks have failed. */
  private static String state(ConnectorStatus status) {
    var others =
        status.tasks().stream()
            .filter(task -> !task.state().equals(status.state()))
            .map(task -> "task " + task.id() + ' ' + task.state());
    return Stream.concat(Stream.of(status.state()), others).collect(Collectors.joining(", "));
  }

  static List<Map<String, Object>> descriptions(ConnectApi api, String name) {
    return OffsetEntry.of(api.offsets(name)).stream().map(OffsetEntry::description).toList();
  }

  private void print(Map<String, Object> connector) {
    out()
        .printf(
            "%s (%s, %s)%n",
            text(connector.get("name")), text(connector.get("type")), text(connector.get("state")));
    var offsets = (List<?>) Objects.requireNonNull(connector.get("offsets"));
    if (offsets.isEmpty()) {
      out().println("  nothing committed yet");
    }
    for (var offset : offsets) {
      out().println("  " + text(line((Map<?, ?>) offset)));
    }
  }

  private static String text(@Nullable Object foreign) {
    return ForeignText.start(String.valueOf(foreign), LINE);
  }

  /** The members of an offset in one line. */
  static String line(Map<?, ?> offset) {
    return offset.entrySet().stream()
        .filter(entry -> !String.valueOf(entry.getValue()).isEmpty())
        .map(entry -> String.valueOf(entry.getKey()).replace('_', ' ') + ' ' + entry.getValue())
        .collect(Collectors.joining(", "));
  }
}
