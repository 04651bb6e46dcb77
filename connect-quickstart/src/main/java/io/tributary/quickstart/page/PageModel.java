// SPDX-License-Identifier: Apache-2.0
package io.tributary.quickstart.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tributary.quickstart.demo.Faults;
import io.tributary.quickstart.demo.Snapshot;
import io.tributary.quickstart.demo.TableCheck;
import io.tributary.quickstart.demo.VendorState;
import io.tributary.quickstart.demo.Verdict;
import io.tributary.quickstart.worker.Connectors;
import io.tributary.quickstart.worker.Figures;
import io.tributary.quickstart.worker.Layout;
import io.tributary.quickstart.worker.Ledgers;
import io.tributary.quickstart.worker.Platform;
import io.tributary.quickstart.worker.Plugins;
import java.io.IOException;
import java.net.URLEncoder;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Converts snapshots to the data of the page. Not thread-safe: it keeps state for the rates. */
public final class PageModel {
  private static final int LATEST = 6;
  private static final PageView.Charts NO_CHARTS = new PageView.Charts(List.of(), List.of());

  /**
   * The observations of one moment.
   *
   * @param figures the metrics of each connector's tasks
   * @param ledgers the hours in the ledger of each source
   * @param waiting the records of each topic that a sink has not fetched yet
   */
  public record Seen(
      Instant at,
      Snapshot snapshot,
      Map<String, Figures> figures,
      Map<String, Map<Instant, Ledgers.Hour>> ledgers,
      Map<String, Long> waiting) {
    Figures figures(Connectors.State connector) {
      return figures.getOrDefault(connector.name(), new Figures(List.of()));
    }
  }

  private final String rest;
  private final String again;
  private final Instant start;
  private final Faults faults;
  private final LastErrors errors;
  private final ErrorLog log;
  private final Rates rates = new Rates();
  private final History history = new History();

  /**
   * A model of the connectors on this platform.
   *
   * @param again the command that restarts with changed files; empty for the demonstration
   */
  public static PageModel of(Layout layout, Platform platform, Faults faults, String again)
      throws IOException {
    try (var plugins = new Plugins(layout.plugins())) {
      var texts = ErrorTexts.of(plugins);
      var log = new ErrorLog(layout.log());
      return new PageModel(platform.rest().toString(), again, Instant.now(), faults, texts, log);
    }
  }

  PageModel(
      String rest, String again, Instant start, Faults faults, ErrorTexts texts, ErrorLog log) {
    this.rest = rest;
    this.again = again;
    this.start = start;
    this.faults = faults;
    this.log = log;
    this.errors = new LastErrors(texts, log);
  }

  /** The page at the moment of these observations, which must come in their order. */
  public PageView view(Seen seen) throws IOException {
    log.read();
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
        again,
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
    var source = source(connector.name(), figures, seen.at());
    return new PageView.Flow(
        vendor.map(VendorState::name).orElse(connector.name()),
        vendor.map(v -> v.tables().stream().mapToLong(TableCheck.State::served).sum()).orElse(null),
        task(connector),
        source,
        source == null ? null : hours(connector, source, seen),
        topic(connector, seen),
        vendor
            .map(v -> v.tables().stream().map(t -> table(t, seen.at())).toList())
            .orElse(List.of()),
        vendor.map(PageModel::latest).orElse(List.of()),
        source == null
            ? NO_CHARTS
            : charts(connector.name(), source.rate(), source.lagMs(), seen.at()),
        errors.of(connector, figures, seen.at()),
        faults.views(connector.name()));
  }

  /** A healthy connector of the demonstration needs no restart. */
  private PageView.Task task(Connectors.State connector) {
    var name = URLEncoder.encode(connector.name(), UTF_8).replace("+", "%20");
    var restart =
        again.isEmpty() && !connector.failed()
            ? ""
            : "curl -X POST '%s/connectors/%s/restart?includeTasks=true'".formatted(rest, name);
    return new PageView.Task(connector.name(), connector.state(), connector.tasks(), restart);
  }

  private PageView.Charts charts(String name, double rate, long behind, Instant now) {
    return new PageView.Charts(
        history.with(name + " rate", rate, now),
        history.with(name + " behind", (double) behind, now));
  }

  private PageView.@Nullable Source source(String name, Figures figures, Instant now) {
    if (!figures.shown()) {
      return null;
    }
    long sent = figures.sum("events-sent-total");
    long lag = figures.max("lag-ms");
    return new PageView.Source(
        figures.sum("requests-total"),
        figures.sum("events-received-total"),
        figures.sum("events-duplicate-total"),
        rates.perSecond(name + " sent", sent, now),
        lag,
        now.minusMillis(lag).truncatedTo(ChronoUnit.SECONDS).toString(),
        figures.max("up-to-date") == 1,
        figures.sum("events-recovered-total"),
        figures.max("failures-in-a-row"));
  }

  private static HourCells hours(Connectors.State source, PageView.Source read, Seen seen) {
    var ledger = seen.ledgers().getOrDefault(source.name(), Map.of());
    return HourCells.of(ledger, Instant.parse(read.completeUpTo()), seen.at());
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
    var delivery = delivery(connector.name(), figures, seen.at());
    long waiting =
        figures.sum("messages-unconfirmed")
            + connector.topics().stream()
                .mapToLong(topic -> seen.waiting().getOrDefault(topic, 0L))
                .sum();
    return new PageView.Sink(
        task(connector),
        delivery,
        waiting,
        delivery == null
            ? NO_CHARTS
            : charts(connector.name(), delivery.rate(), waiting, seen.at()),
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
