// SPDX-License-Identifier: Apache-2.0
package io.tributary.tool;

import io.tributary.tool.io.CommandFailedException;
import io.tributary.tool.io.JsonIo;
import io.tributary.tool.migrate.MigratedConnector;
import io.tributary.tool.migrate.MigratedFiles;
import io.tributary.tool.migrate.Migration;
import io.tributary.tool.migrate.MigrationReport;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code migrate}: turns a collector's configuration and state into connectors and offsets. */
@Command(
    name = "migrate",
    description = {
      "Makes connectors from the configuration of a Devo collector, and their first offsets from its"
          + " state, so that the first pull continues exactly where the collector stopped.",
      "",
      "Sends nothing: it writes files, prints the commands to run, in order, and names every setting"
          + " that it does not carry over.",
      ""
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class MigrateCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "CONFIG",
      description = "The collector's configuration: config.yaml, or the JSON of a cloud collector.")
  private Path config = Path.of("");

  @Option(
      names = "--state",
      paramLabel = "[NAME=]FILE",
      description =
          "The state of the stopped collector: its state file, or a log that contains it. With several"
              + " feeds, repeat the option with the NAME of each connector.")
  private List<String> states = List.of();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "The directory to write to. It is created if it does not exist.")
  private @Nullable Path out;

  @Option(
      names = "--secrets-dir",
      paramLabel = "DIR",
      defaultValue = "/etc/kafka-connect/secrets",
      description =
          "The directory on the worker that DIR/secrets will be copied to (${DEFAULT-VALUE}).")
  private Path secretsDir = Path.of("");

  @Option(
      names = "--inline-secrets",
      description =
          "Leave secrets in the JSON. The REST API then shows them to everyone with access to it.")
  private boolean inlineSecrets;

  @Option(
      names = "--url",
      defaultValue = "http://localhost:8083",
      description = "The worker's REST API in the printed commands (${DEFAULT-VALUE}).")
  private String url = "";

  @Option(
      names = "--json",
      description = "Print the report as JSON. Without --out, it contains the connectors.")
  private boolean json;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    var line = Objects.requireNonNull(spec).commandLine();
    if (out == null && !json) {
      throw new ParameterException(line, "Use --out DIR, --json, or both.");
    }
    var worker = WorkerOptions.address(url).toString();
    var migration = new Migration(config);
    var moved = migration.moved(states(migration), Instant.now());
    var files = new MigratedFiles(inlineSecrets ? Optional.empty() : Optional.of(secretsDir));
    if (out != null) {
      for (var connector : moved) {
        files.write(connector, out);
      }
    }
    var report = new MigrationReport(moved, migration.leftOut(), commands(moved, worker));
    if (json) {
      line.getOut().println(JsonIo.text(report.json(files, out == null)));
    } else {
      report.print(line.getOut(), String.valueOf(out));
    }
    return moved.stream().allMatch(connector -> connector.faults().isEmpty()) ? 0 : 1;
  }

  /** Files by the name of the connector. */
  private Map<String, Path> states(Migration migration) {
    var files = new LinkedHashMap<String, Path>();
    for (var state : states) {
      var name = migration.sources().stream().filter(n -> state.startsWith(n + '=')).findFirst();
      if (name.isPresent()) {
        files.put(name.get(), Path.of(state.substring(name.get().length() + 1)));
      } else if (migration.sources().size() == 1) {
        files.put(migration.sources().get(0), Path.of(state));
      } else {
        throw new CommandFailedException(
            "There are several feeds. Use --state NAME=FILE, where NAME is one of "
                + String.join(", ", migration.sources())
                + ".");
      }
    }
    return files;
  }

  private List<String> commands(List<MigratedConnector> moved, String worker) {
    var directory = out == null ? "." : out.toString();
    var commands = new ArrayList<String>();
    var secrets = Path.of(directory, "secrets").toAbsolutePath();
    if (!inlineSecrets && !secretsDir.toAbsolutePath().equals(secrets)) {
      commands.add("cp -rp %s/secrets/. %s/".formatted(directory, secretsDir));
    }
    for (var connector : moved) {
      var name = connector.name();
      var file = directory + '/' + name;
      var send = "curl -f -X %s -H 'Content-Type: application/json' --data @%s %s/connectors%s";
      commands.add(send.formatted("POST", file + ".json", worker, ""));
      if (connector.offsets().isPresent()) {
        var offsets = '/' + name + "/offsets";
        commands.add(send.formatted("PATCH", file + ".offsets.json", worker, offsets));
        commands.add("curl -f -X PUT %s/connectors/%s/resume".formatted(worker, name));
      }
    }
    return commands;
  }
}
