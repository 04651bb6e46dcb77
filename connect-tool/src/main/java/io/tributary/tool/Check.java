package io.tributary.tool;

import io.tributary.common.connect.EventSourceConnector;
import io.tributary.common.error.ApiException;
import io.tributary.common.event.Event;
import io.tributary.common.vendor.Page;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code check}: what a worker would say to a connector, and what it would read first. */
@Command(
    name = "check",
    description = {
      "Tries connectors out, without Kafka: their settings as a worker checks them, the connection,"
          + " and of a source the first page.",
      "",
      "Nothing is stored or sent. Placeholders such as $${file:…} are resolved on this machine.",
      ""
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class Check implements Callable<Integer> {
  @Parameters(
      paramLabel = "FILE",
      arity = "1..*",
      description = "Connectors as one would POST them, such as my-source.json.")
  private List<Path> files = List.of();

  @Option(names = "--show", description = "Print the events of the page, as the vendor sent them.")
  private boolean show;

  @Option(names = "--json", description = "Print what was found as JSON.")
  private boolean json;

  @Spec private @Nullable CommandSpec spec;

  /**
   * What was found.
   *
   * @param faults by the setting to blame
   * @param failure why there is no page; empty if there is one, or none was asked for
   * @param untried whether no page was asked for because that would use the credential up
   */
  private record Found(
      String name,
      Map<String, List<String>> faults,
      String failure,
      boolean untried,
      @Nullable Page page) {
    boolean good() {
      return faults.isEmpty() && failure.isEmpty();
    }
  }

  @Override
  public Integer call() {
    var connectors = files.stream().map(ConnectorFile::read).toList();
    var all = new ArrayList<Found>();
    try (var bar = new ProgressBar(2 * connectors.size())) {
      for (var connector : connectors) {
        all.add(check(connector, bar));
      }
    }
    var out = Objects.requireNonNull(spec).commandLine().getOut();
    if (json) {
      out.println(Json.text(all.stream().map(this::json).toList()));
    } else {
      all.forEach(found -> print(found, out));
    }
    out.flush();
    return all.stream().allMatch(Found::good) ? 0 : 1;
  }

  private static Found check(ConnectorFile file, ProgressBar bar) {
    bar.step(file.name() + ": settings and connection");
    var config = file.resolved();
    var connector = Connectors.of(config.getOrDefault("connector.class", ""));
    var faults = Connectors.faults(connector, config);
    bar.step(file.name() + ": first page");
    if (!faults.isEmpty() || !(connector instanceof EventSourceConnector<?> source)) {
      return new Found(file.name(), faults, "", false, null);
    }
    try {
      var page = source.firstPage(config);
      return new Found(file.name(), faults, "", page.isEmpty(), page.orElse(null));
    } catch (ApiException e) {
      return new Found(file.name(), faults, String.valueOf(e.getMessage()), false, null);
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
    if (found.untried()) {
      out.println("  nothing was read: logging in would use up the refresh token");
    }
    if (found.page() != null) {
      summary(found.page()).forEach((what, value) -> out.println("  " + what + ": " + value));
      if (show) {
        found.page().events().forEach(event -> out.println(event.json().text()));
      }
    }
  }

  private Map<String, Object> json(Found found) {
    var told = new LinkedHashMap<String, Object>();
    told.put("name", found.name());
    told.put("ok", found.good());
    told.put("faults", found.faults());
    if (!found.failure().isEmpty()) {
      told.put("failure", found.failure());
    }
    if (found.page() != null) {
      told.putAll(summary(found.page()));
      if (show) {
        told.put("page", found.page().events().stream().map(e -> e.json().text()).toList());
      }
    }
    return told;
  }

  /** What a page holds, without the events. */
  private static Map<String, Object> summary(Page page) {
    var events = page.events();
    var times = events.stream().map(Event::time).filter(Objects::nonNull).sorted().toList();
    var told = new LinkedHashMap<String, Object>();
    told.put("events", events.size());
    if (!times.isEmpty()) {
      told.put("oldest", times.get(0).toString());
      told.put("newest", times.get(times.size() - 1).toString());
    }
    if (!events.isEmpty()) {
      told.put("id", events.get(0).id());
    }
    told.put("more", page.next().isPresent());
    return told;
  }
}
