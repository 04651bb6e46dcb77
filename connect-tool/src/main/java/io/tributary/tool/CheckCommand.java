// SPDX-License-Identifier: Apache-2.0
package io.tributary.tool;

import io.tributary.common.config.SettingsWarnings;
import io.tributary.common.connect.EventSourceConnector;
import io.tributary.common.error.ApiException;
import io.tributary.common.error.ForeignText;
import io.tributary.common.event.Event;
import io.tributary.common.vendor.Page;
import io.tributary.tool.connector.BundledConnectors;
import io.tributary.tool.connector.ConnectorDefinition;
import io.tributary.tool.connector.Untried;
import io.tributary.tool.io.JsonIo;
import io.tributary.tool.io.ProgressBar;
import io.tributary.tool.io.VisibleText;
import java.io.PrintWriter;
import java.nio.file.Path;
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
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code check}: validates connectors as a worker does, and reads the first page of a source. */
@Command(
    name = "check",
    description = {
      "Checks connectors without Kafka: their settings as a worker checks them, the connection, and"
          + " the first page of a source.",
      "",
      "Stores and sends nothing. Resolves placeholders such as $${file:…} on this machine.",
      ""
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class CheckCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "FILE",
      arity = "1..*",
      description = "Connectors as POST /connectors accepts them, such as my-source.json.")
  private List<Path> files = List.of();

  @Option(names = "--show", description = "Print the events of the page as the vendor sent them.")
  private boolean show;

  @Option(names = "--json", description = "Print the result as JSON.")
  private boolean json;

  @Spec private @Nullable CommandSpec spec;

  /**
   * The result for one connector.
   *
   * @param faults the faults of each setting that has any
   * @param failure why there is no page; empty if there is one or none was requested
   * @param firstStart why a first start would fail, which does not matter once there is an offset
   * @param warnings what is accepted but probably not meant
   * @param untried what only a worker will show
   */
  private record Found(
      String name,
      Map<String, List<String>> faults,
      String failure,
      Optional<String> firstStart,
      @Nullable Page page,
      List<String> warnings,
      List<String> untried) {
    boolean good() {
      return faults.isEmpty() && failure.isEmpty();
    }
  }

  @Override
  public Integer call() {
    var connectors = files.stream().map(ConnectorDefinition::read).toList();
    var all = new ArrayList<Found>();
    try (var bar = new ProgressBar(2 * connectors.size())) {
      for (var connector : connectors) {
        all.add(check(connector, bar));
      }
    }
    var out = Objects.requireNonNull(spec).commandLine().getOut();
    if (json) {
      out.println(JsonIo.text(all.stream().map(this::json).toList()));
    } else {
      all.forEach(found -> print(found, out));
    }
    out.flush();
    return all.stream().allMatch(Found::good) ? 0 : 1;
  }

  private Found check(ConnectorDefinition file, ProgressBar bar) {
    bar.step(file.name() + ": settings and connection");
    var config = file.resolved();
    var connector = BundledConnectors.of(config.getOrDefault("connector.class", ""));
    VisibleText.hide(Objects.requireNonNull(spec), BundledConnectors.secrets(connector, config));
    var faults = BundledConnectors.faults(connector, config);
    bar.step(file.name() + ": first page");
    var warnings = SettingsWarnings.of(config, connector);
    var untried = new ArrayList<>(Untried.of(connector, config, faults));
    if (!faults.isEmpty() || !(connector instanceof EventSourceConnector<?> source)) {
      return new Found(file.name(), faults, "", Optional.empty(), null, warnings, untried);
    }
    var firstStart = source.firstStartFault(config);
    try {
      var page = source.firstPage(config);
      if (page.isEmpty()) {
        untried.add(0, "the login and the first page, which would use up the refresh token");
      }
      return new Found(file.name(), faults, "", firstStart, page.orElse(null), warnings, untried);
    } catch (ApiException e) {
      var failure = String.valueOf(e.getMessage());
      return new Found(file.name(), faults, failure, firstStart, null, warnings, untried);
    }
  }

  private void print(Found found, PrintWriter out) {
    out.println(found.name() + ": " + (found.good() ? "OK" : "NOT OK"));
    found
        .faults()
        .forEach(
            (setting, faults) ->
                faults.forEach(fault -> out.println("  " + setting + ": " + fault)));
    if (!found.failure().isEmpty()) {
      out.println("  first page: " + found.failure());
    }
    found
        .firstStart()
        .ifPresent(fault -> out.println("  without an offset it does not start: " + fault));
    found.warnings().forEach(warning -> out.println("  warning: " + warning));
    found.untried().forEach(what -> out.println("  not tried: " + what));
    if (found.page() != null) {
      summary(found.page())
          .forEach(
              (what, value) ->
                  out.println("  " + what + ": " + ForeignText.line(String.valueOf(value))));
      if (show) {
        found.page().events().forEach(event -> out.println(event.json().text()));
      }
    }
  }

  private Map<String, Object> json(Found found) {
    var result = new LinkedHashMap<String, Object>();
    result.put("name", found.name());
    result.put("ok", found.good());
    result.put("faults", found.faults());
    if (!found.failure().isEmpty()) {
      result.put("failure", found.failure());
    }
    found.firstStart().ifPresent(fault -> result.put("first_start", fault));
    result.put("warnings", found.warnings());
    result.put("not_tried", found.untried());
    if (found.page() != null) {
      result.putAll(summary(found.page()));
      if (show) {
        result.put("page", found.page().events().stream().map(e -> e.json().text()).toList());
      }
    }
    return result;
  }

  /** The contents of a page, without its events. */
  private static Map<String, Object> summary(Page page) {
    var events = page.events();
    var times = events.stream().map(Event::time).filter(Objects::nonNull).sorted().toList();
    var result = new LinkedHashMap<String, Object>();
    result.put("events", events.size());
    if (!times.isEmpty()) {
      result.put("oldest", times.get(0).toString());
      result.put("newest", times.get(times.size() - 1).toString());
    }
    if (!events.isEmpty()) {
      result.put("id", events.get(0).id());
    }
    result.put("more", page.mayBeFollowed());
    return result;
  }
}
