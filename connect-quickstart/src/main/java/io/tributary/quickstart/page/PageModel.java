// SPDX-License-Identifier: Apache-2.0
package io.tributary.quickstart.page;

import io.tributary.quickstart.demo.Faults;
import io.tributary.quickstart.demo.Snapshot;
import io.tributary.quickstart.demo.TableCheck;
import io.tributary.quickstart.demo.VendorState;
import io.tributary.quickstart.demo.Verdict;
import io.tributary.quickstart.worker.Connectors;
import io.tributary.quickstart.worker.Figures;
import io.tributary.quickstart.worker.Layout;
import io.tributary.quickstart.worker.Platform;
import io.tributary.quickstart.worker.Plugins;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Turns what was seen into what the page shows. Not thread-safe: it remembers for the rates. */
public final class PageModel {
  private static final int LATEST = 6;

  /**
   * What was seen at one moment.
   *
   * @param figures connector to those of its tasks
   * @param waiting topic to the records a sink has still to fetch
   */
  public record Seen(
      Instant at, Snapshot snapshot, Map<String, Figures> figures, Map<String, Long> waiting) {
    Figures figures(Connectors.State connector) {
      return figures.getOrDefault(connector.name(), new Figures(List.of()));
    }
  }

  private final String rest;
  private final Instant start;
  private final Faults faults;
  private final LastErrors errors;
  private final Rates rates = new Rates();

  public static PageModel of(Layout layout, Platform platform, Faults faults) throws IOException {
    try (var plugins = new Plugins(layout.plugins())) {
      var texts = ErrorTexts.of(plugins);
      return new PageModel(platform.rest().toString(), Instant.now(), faults, texts);
    }
  }

  PageModel(String rest, Instant start, Faults faults, ErrorTexts texts) {
    this.rest = rest;
    this.start = start;
    this.faults = faults;
    this.errors = new LastErrors(texts);
  }

  public PageView view(Seen seen) {
    var connectors = seen.snapshot().connectors();
    var vendors = seen.snapshot().vendors().stream().map(VendorState::connector).toList();
    var flows =
        connectors.stream()
            .filter(connector -> !connector.sink())
            .sorted(Comparator.comparing(connector -> vendors.indexOf(connector.name())))
            .map(connector -> flow(connector, seen))
            .toList();
    var sinks = connectors.stream().filter(Connectors.State::sink).map(c -> sink(c, seen)).toList();
    var troubled = new ArrayList<String>();
    flows.stream().filter(f -> isOpen(f.error())).forEach(f -> troubled.add(f.task().name()));
    sinks.stream().filter(s -> isOpen(s.error())).forEach(s -> troubled.add(s.task().name()));
    return new PageView(
        seen.at().truncatedTo(ChronoUnit.SECONDS).toString(),
        start.until(seen.at(), ChronoUnit.SECONDS),
        rest,
        !vendors.isEmpty(),
        Verdict.of(seen.snapshot(), troubled, seen.at()),
        flows,
        sinks);
  }

  private static boolean isOpen(LastErrors.@Nullable Shown error) {
    return error != null && !error.over();
  }

  private PageView.Flow flow(Connectors.State connector, Seen seen) {
    Optional<VendorState> vendor =
        seen.snapshot().vendors().stream()
            .filter(v -> v.connector().equals(connector.name()))
            .findFirst();
    var figures = seen.figures(connector);
    return new PageView.Flow(
        vendor.map(VendorState::name).orElse(connector.name()),
        vendor.map(v -> v.tables().stream().mapToLong(TableCheck.State::served).sum()).orElse(null),
        PageView.Task.of(connector),
        source(connector.name(), figures, seen.at()),
        topic(connector, seen),
        vendor
            .map(v -> v.tables().stream().map(t -> table(t, seen.at())).toList())
            .orElse(List.of()),
        vendor.map(PageModel::latest).orElse(List.of()),
        errors.of(connector, figures, seen.at()),
        faults.views(connector.name()));
  }

  private PageView.@Nullable Source source(String name, Figures figures, Instant now) {
    if (!figures.shown()) {
      return null;
    }
    long sent = figures.sum("events-sent-total");
    return new PageView.Source(
        figures.sum("requests-total"),
        figures.sum("events-received-total"),
        figures.sum("events-duplicate-total"),
        rates.perSecond(name + " sent", sent, now),
        figures.max("lag-ms"),
        figures.max("up-to-date") == 1,
        figures.max("failures-in-a-row"));
  }

  private PageView.Topic topic(Connectors.State source, Seen seen) {
    return new PageView.Topic(
        String.join(", ", source.topics()),
        source.records(),
        rates.perSecond(source.name() + " topic", source.records(), seen.at()),
        source.topics().stream().mapToLong(topic -> seen.waiting().getOrDefault(topic, 0L)).sum());
  }

  private PageView.Table table(TableCheck.State table, Instant now) {
    return new PageView.Table(
        table.table(),
        table.served(),
        table.served() - table.lost(),
        table.events(),
        rates.perSecond(table.table() + " table", table.events(), now),
        table.lost(),
        table.duplicates(),
        table.unexpected());
  }

  private static List<Preview> latest(VendorState vendor) {
    return vendor.tables().stream()
        .flatMap(table -> table.latest().stream())
        .map(event -> Preview.of(event, vendor.telling()))
        .sorted(Comparator.comparing(Preview::time).reversed())
        .limit(LATEST)
        .toList();
  }

  private PageView.Sink sink(Connectors.State connector, Seen seen) {
    var figures = seen.figures(connector);
    return new PageView.Sink(
        PageView.Task.of(connector),
        delivery(connector.name(), figures, seen.at()),
        errors.of(connector, figures, seen.at()),
        faults.views(connector.name()));
  }

  private PageView.@Nullable Delivery delivery(String name, Figures figures, Instant now) {
    if (!figures.shown()) {
      return null;
    }
    long confirmed = figures.sum("messages-confirmed-total");
    return new PageView.Delivery(
        confirmed,
        rates.perSecond(name + " confirmed", confirmed, now),
        figures.sum("messages-unconfirmed"),
        figures.max("last-confirmation-age-ms"),
        figures.sum("connections-lost-total"),
        figures.sum("messages-resent-total"),
        figures.sum("records-rejected-total"));
  }
}
