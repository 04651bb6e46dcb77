// SPDX-License-Identifier: Apache-2.0
package io.tributary.benchmarks;

import static io.tributary.benchmarks.Scenarios.median;

import io.tributary.benchmarks.Scenarios.Round;
import io.tributary.benchmarks.Scenarios.Scenario;
import io.tributary.benchmarks.process.Options;
import io.tributary.benchmarks.process.Row;
import io.tributary.testkit.vendor.VendorFixture;
import io.tributary.testkit.vendor.Vendors;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The sources: events of 1,000 bytes, default settings except for {@code requests.limits}. */
final class SourceScenarios {
  /** The vendors whose pages can be measured. Most scenarios measure only the first. */
  private static final List<VendorFixture> VENDORS =
      Vendors.all().stream().filter(vendor -> vendor.bench().isPresent()).toList();

  static final Options SOURCE =
      vendor(VENDORS.get(0)).with("events", 200_000).with("warmup", 100_000);

  private SourceScenarios() {}

  static List<Scenario> all() {
    var all =
        new ArrayList<>(
            List.of(
                new Scenario("source", SourceScenarios::source),
                new Scenario("source-dense", SourceScenarios::dense),
                new Scenario("source-sizes", EventShapes::sizes),
                new Scenario("source-long", SourceScenarios::longRun),
                new Scenario("source-latency", SourceScenarios::latency),
                new Scenario("source-exact", SourceScenarios::exact),
                new Scenario("source-masked", EventShapes::masked),
                new Scenario("feeds", SourceScenarios::feeds)));
    VENDORS.stream()
        .skip(1)
        .map(vendor -> new Scenario(vendor.name(), rounds -> another(vendor, rounds)))
        .forEach(all::add);
    return all;
  }

  /** A task that reads the vendor. */
  static Options vendor(VendorFixture vendor) {
    return Options.of("kind=vendor", "vendor=" + vendor.name(), "mode=task");
  }

  /** The vendors that can be measured. */
  static List<VendorFixture> vendors() {
    return VENDORS;
  }

  private static List<Row> source(int rounds) {
    var runs = rounds(rounds, Map.of("task", SOURCE, "floor", SOURCE.with("mode", "floor")));
    return List.of(
        share("source: events per CPU second, share of the floor", runs),
        cpu("source", runs, "task"),
        Row.atMost("source: bytes per event", bytes(runs, "task"), 6500, 5500, ""),
        requests("source: requests per 1,000 events", 200_000, runs, 1.2, 1.1),
        Row.atMost("source: longest poll", longest(runs, "longest"), 550, 550, " ms"),
        Row.atMost("source: stop", longest(runs, "stop"), 1000, 1000, " ms"),
        wrong("source: duplicates and losses", runs, "task", 200_000));
  }

  private static List<Row> dense(int rounds) {
    var runs = rounds(rounds, Map.of("task", SOURCE, "dense", SOURCE.with("density", 500_000)));
    return List.of(
        Row.atMost("source, 500/s: bytes per event", bytes(runs, "dense"), 8000, 8000, ""),
        Row.atMost(
            "source, 500/s: CPU per event against 5/s",
            median(runs, round -> round.ratio("dense", "task", "cpu")),
            2,
            1.4,
            " x"),
        wrong("source, 500/s: duplicates and losses", runs, "dense", 200_000));
  }

  private static List<Row> longRun(int rounds) {
    var runs = rounds(rounds, Map.of("task", SOURCE, "long", SOURCE.with("events", 1_000_000)));
    return List.of(
        Row.atMost(
            "source, 1,000,000 events: CPU per event against 200,000",
            median(runs, round -> round.ratio("long", "task", "cpu")),
            1.1,
            1.1,
            " x"),
        Row.atMost(
            "source, 1,000,000 events: live heap more than after 200,000",
            100 * median(runs, round -> round.ratio("long", "task", "heap")) - 100,
            10,
            10,
            " %"),
        wrong("source, 1,000,000 events: duplicates and losses", runs, "long", 1_000_000));
  }

  private static List<Row> latency(int rounds) {
    var slow = SOURCE.with("latency", 50).with("events", 100_000).with("warmup", 50_000);
    var runs = rounds(rounds, Map.of("task", slow, "drop", slow.with("mode", "drop")));
    // The same number of pages. The task reads a few rows twice if the server limits paging.
    return List.of(
        Row.atLeast(
            "source at 50 ms: rate against reading and dropping",
            100
                * median(
                    runs,
                    round ->
                        round.ratio("drop", "task", "wall")
                            * round.ratio("task", "drop", "requests")),
            90,
            97,
            " %"));
  }

  private static List<Row> exact(int rounds) {
    var options = exact();
    var runs = rounds(1, options);
    return options.entrySet().stream()
        .map(
            run ->
                wrong(
                    "source, " + run.getKey() + ": duplicates and losses",
                    runs,
                    run.getKey(),
                    run.getValue().number("events", 0)))
        .toList();
  }

  /** Events that arrive densely or late, and must still be delivered once. */
  static Map<String, Options> exact() {
    var plain = SOURCE.with("warmup", 0);
    var late =
        plain
            .with("density", 30_000)
            .with("events", 30_000)
            .with("hurry", 200)
            .with("start", Instant.now().truncatedTo(ChronoUnit.SECONDS))
            .with("after", 200)
            .with("set.overlap.ms", 900_000)
            .with("set.poll.interval.ms", 1000);
    return Map.of(
        "20,000 in one second", plain.with("events", 20_000).with("density", 20_000_000),
        "2,000/s", plain.with("events", 100_000).with("density", 2_000_000),
        "1 % late", late);
  }

  /** A worker with many feeds that have nothing to read: what each of them costs of ours. */
  private static List<Row> feeds(int rounds) {
    var options =
        SOURCE.with("events", 50).with("feeds", 200).with("heap", 512).with("scheme", "http");
    var runs = Scenarios.rounds(1, FeedsRun.class, Map.of("task", options));
    return List.of(
        Row.atMost("200 feeds: threads per feed", longest(runs, "threads"), 1, 0.1, ""),
        Row.atMost("200 feeds: live heap per feed", longest(runs, "heap") / 1e6, 0.5, 0.25, " MB"),
        Row.atMost("200 feeds: share of a core per feed", longest(runs, "busy"), 0.05, 0.02, " %"));
  }

  private static List<Row> another(VendorFixture vendor, int rounds) {
    var name = vendor.name();
    var options = vendor(vendor).with("events", 100_000).with("warmup", 50_000);
    var runs = rounds(rounds, Map.of("task", options, "floor", options.with("mode", "floor")));
    // One request per page, and a few more.
    var pages = 1_000.0 / vendor.bench().orElseThrow().pageSize();
    return List.of(
        share(name + ": events per CPU second, share of the floor", runs),
        cpu(name, runs, "task"),
        Row.atMost(name + ": bytes per event", bytes(runs, "task"), 6500, 5500, ""),
        requests(name + ": requests per 1,000 events", 100_000, runs, 1.1 * pages, 1.05 * pages),
        wrong(name + ": duplicates and losses", runs, "task", 100_000));
  }

  static List<Round> rounds(int count, Map<String, Options> runs) {
    return Scenarios.rounds(count, SourceRun.class, runs);
  }

  private static Row share(String name, List<Round> runs) {
    return Row.atLeast(
        name, 100 * median(runs, round -> round.ratio("floor", "task", "cpu")), 50, 70, " %");
  }

  private static Row cpu(String name, List<Round> runs, String run) {
    var seconds = median(runs, round -> round.figure(run, "cpu")) / 1000;
    return Row.figure(name + ": CPU seconds per million events", seconds, " s");
  }

  private static double bytes(List<Round> runs, String run) {
    return median(runs, round -> round.figure(run, "bytes"));
  }

  private static Row requests(String name, int events, List<Round> runs, double must, double aim) {
    return Row.atMost(
        name,
        1000 * median(runs, round -> round.figure("task", "requests")) / events,
        must,
        aim,
        "");
  }

  private static double longest(List<Round> runs, String name) {
    return runs.stream().mapToDouble(round -> round.figure("task", name)).max().orElseThrow();
  }

  static Row wrong(String name, List<Round> runs, String run, int events) {
    var wrong =
        runs.stream()
            .mapToDouble(
                round -> round.figure(run, "duplicates") + events - round.figure(run, "distinct"))
            .sum();
    return Row.atMost(name, wrong, 0, 0, "");
  }
}
