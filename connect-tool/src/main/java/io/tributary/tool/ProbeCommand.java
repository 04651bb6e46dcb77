// SPDX-License-Identifier: Apache-2.0
package io.tributary.tool;

import io.tributary.common.ProbeReport;
import io.tributary.common.Version;
import io.tributary.common.connect.EventSourceConnector;
import io.tributary.common.error.ApiException;
import io.tributary.devo.DevoSinkConnector;
import io.tributary.tool.connector.BundledConnectors;
import io.tributary.tool.connector.ConnectorDefinition;
import io.tributary.tool.io.CommandFailedException;
import io.tributary.tool.io.JsonIo;
import io.tributary.tool.io.VisibleText;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code probe}: finds out what no document of the vendor tells, and fits the settings to it. */
@Command(
    name = "probe",
    description = {
      "Asks a vendor's server or Devo what no document tells: which list answers, how long its"
          + " pages are, in which order rows come, or how Devo ends a connection. Prints what was"
          + " found and a configuration that fits.",
      "",
      "Of a source it only reads, with at most 40 requests and no more than requests.limits allows,"
          + " so it may take some minutes. To Devo it sends events only with --tag. Resolves placeholders such as $${file:…} on this machine, and keeps them in"
          + " the configuration.",
      ""
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class ProbeCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "FILE",
      description = "A source or sink as POST /connectors accepts it, such as my-source.json.")
  private @Nullable Path file;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "Write the configuration to this file instead of printing it.")
  private @Nullable Path output;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description =
          "Also write what was found to this file, as JSON that may be shared: it contains no"
              + " secret, no address and nothing of an event.")
  private @Nullable Path report;

  @Option(
      names = "--watch",
      paramLabel = "MINUTES",
      defaultValue = "0",
      description =
          "For a source: watch for so many minutes how late new events become visible, with the"
              + " requests that are left. Ten tell enough of most logs.")
  private int watch;

  @Option(
      names = "--tag",
      paramLabel = "TAG",
      description =
          "For a sink: the Devo tag to which to send five events of up to a million bytes, such as"
              + " test.keep.free. Without it nothing is sent.")
  private @Nullable String tag;

  @Option(names = "--json", description = "Print the result as JSON.")
  private boolean json;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    var definition = ConnectorDefinition.read(Objects.requireNonNull(file));
    var found = found(definition);
    var fitted = Map.of("name", definition.name(), "config", fitted(definition, found));
    if (report != null) {
      write(report, JsonIo.text(shared(found)));
    }
    if (output != null) {
      write(output, JsonIo.text(fitted));
    }
    var out = Objects.requireNonNull(spec).commandLine().getOut();
    if (json) {
      var all = shared(found);
      all.put("configuration", fitted);
      out.println(JsonIo.text(all));
    } else {
      print(found, out);
      out.println(output == null ? JsonIo.text(fitted) : "The configuration is in " + output + ".");
    }
    out.flush();
    return 0;
  }

  private ProbeReport found(ConnectorDefinition definition) {
    var config = definition.resolved();
    var connector = BundledConnectors.of(config.getOrDefault("connector.class", ""));
    VisibleText.hide(Objects.requireNonNull(spec), BundledConnectors.secrets(connector, config));
    // The probe tells more than the check of the connection, which would take two requests.
    config = new LinkedHashMap<>(config);
    config.put("connection.check.enabled", "false");
    var faults = BundledConnectors.faults(connector, config);
    if (!faults.isEmpty()) {
      throw new CommandFailedException(
          definition.name() + " has settings that are not valid: " + faults + ". Use check.");
    }
    if (connector instanceof DevoSinkConnector sink) {
      return sink.probe(config, Optional.ofNullable(tag));
    }
    try {
      return ((EventSourceConnector<?>) connector)
          .probe(config, Duration.ofMinutes(watch))
          .orElseThrow(
              () ->
                  new CommandFailedException(
                      definition.name()
                          + " was not probed: the login would use up the refresh token."));
    } catch (ApiException e) {
      throw new CommandFailedException(definition.name() + ": " + e.getMessage());
    }
  }

  /** The settings as given, with placeholders, and those that fit. */
  private static Map<String, String> fitted(ConnectorDefinition definition, ProbeReport found) {
    var fitted = new LinkedHashMap<>(definition.config());
    fitted.putAll(found.changes());
    return fitted;
  }

  private static Map<String, Object> shared(ProbeReport found) {
    var shared = new LinkedHashMap<String, Object>();
    shared.put("feed", found.feed());
    shared.put("version", Version.text());
    shared.put("requests", found.requests());
    shared.put("findings", found.findings().stream().map(ProbeCommand::json).toList());
    shared.put("settings", found.changes());
    return shared;
  }

  private static Map<String, String> json(ProbeReport.Finding finding) {
    var json = new LinkedHashMap<String, String>();
    json.put("question", finding.question());
    json.put("verdict", finding.verdict().text());
    json.put("evidence", finding.evidence());
    return json;
  }

  private static void print(ProbeReport found, PrintWriter out) {
    out.println(found.feed() + ", with " + found.requests() + " requests:");
    for (var finding : found.findings()) {
      out.printf("  %-13s  %s%n", finding.verdict().text(), finding.question());
      out.printf("  %-13s  %s%n", "", finding.evidence());
    }
    var changes = List.copyOf(found.changes().keySet());
    out.println(
        changes.isEmpty()
            ? "The settings fit as they are:"
            : "Settings that fit better: " + String.join(", ", changes) + ".");
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text + System.lineSeparator());
    } catch (IOException e) {
      throw new CommandFailedException(file + " cannot be written: " + e + ".");
    }
  }
}
