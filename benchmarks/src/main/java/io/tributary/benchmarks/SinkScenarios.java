// SPDX-License-Identifier: Apache-2.0
package io.tributary.benchmarks;

import static io.tributary.benchmarks.Scenarios.median;

import io.tributary.benchmarks.Scenarios.Round;
import io.tributary.benchmarks.Scenarios.Scenario;
import io.tributary.benchmarks.process.Options;
import io.tributary.benchmarks.process.Row;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The sink: records of 1,000 bytes, 500 per put, default settings. */
final class SinkScenarios {
  private static final int EVENTS = 200_000;
  private static final Options BASE =
      Options.of("mode=task", "events=" + EVENTS, "warmup=400000", "directory=" + directory());
  private static final Options SYSLOG = BASE.with("kind", "syslog");
  private static final Options HTTPS = BASE.with("kind", "https");

  private SinkScenarios() {}

  static List<Scenario> all() {
    return List.of(
        new Scenario("sink-tls", SinkScenarios::tls),
        new Scenario("sink-http", SinkScenarios::http),
        new Scenario("sink-gzip", SinkScenarios::gzip),
        new Scenario("sink-latency", SinkScenarios::latency),
        new Scenario("sink-sizes", SinkScenarios::sizes),
        new Scenario("sink-relp", SinkScenarios::relp),
        new Scenario("sink-tags", SinkScenarios::tags),
        new Scenario("sink-tiny-stall", SinkScenarios::tinyStall),
        new Scenario("sink-stall", SinkScenarios::stall));
  }

  private static List<Row> tls(int rounds) {
    var runs = besideFloor(rounds, SYSLOG);
    return List.of(
        share("sink, TLS: share of the floor", runs, 40, 60),
        cpu("sink, TLS", runs),
        bytes("sink, TLS: bytes per event", runs, 5000),
        longest("sink, TLS: longest put", runs, "longestput", 100),
        longest("sink, TLS: stop", runs, "stop", 1000),
        wrong("sink, TLS: duplicates and losses", runs));
  }

  private static List<Row> http(int rounds) {
    var runs = besideFloor(rounds, HTTPS);
    return List.of(
        share("sink, HTTP: share of the floor", runs, 50, 70),
        cpu("sink, HTTP", runs),
        bytes("sink, HTTP: bytes per event", runs, 6000),
        longest("sink, HTTP: longest put", runs, "longestput", 100),
        longest("sink, HTTP: stop", runs, "stop", 1000),
        wrong("sink, HTTP: duplicates and losses", runs));
  }

  private static List<Row> gzip(int rounds) {
    var runs = besideFloor(rounds, HTTPS.with("set.compression", "gzip"));
    return List.of(
        share("sink, HTTP with gzip: share of the floor", runs, 80, 90),
        cpu("sink, HTTP with gzip", runs),
        bytes("sink, HTTP with gzip: bytes per event", runs, 6000),
        wrong("sink, HTTP with gzip: duplicates and losses", runs));
  }

  private static List<Row> latency(int rounds) {
    var slow = HTTPS.with("latency", 50);
    var single = slow.with("mode", "single").with("events", 50_000).with("warmup", 10_000);
    var runs = rounds(rounds, Map.of("task", slow, "floor", single));
    var times = median(runs, round -> round.ratio("floor", "task", "wall"));
    return List.of(
        Row.atLeast("sink, HTTP at 50 ms: against one request of 500", times, 6, 8, " x"));
  }

  private static List<Row> sizes(int rounds) {
    var rows = new ArrayList<Row>();
    rows.addAll(size(rounds, 20, 0, 0));
    rows.addAll(size(rounds, 200, 40, 55));
    rows.addAll(size(rounds, 16_000, 0, 0));
    return rows;
  }

  private static List<Row> size(int rounds, int bytes, double must, double aim) {
    var name = "sink, TLS, %,d bytes: ".formatted(bytes);
    // Of large events fewer, as many as fill the same time.
    var events = bytes > 1_000 ? EVENTS / 10 : EVENTS;
    var options = SYSLOG.with("bytes", bytes).with("events", events).with("warmup", 2 * events);
    var runs = besideFloor(rounds, options);
    return List.of(
        share(name + "share of the floor", runs, must, aim),
        wrong(name + "duplicates and losses", runs, events));
  }

  private static List<Row> relp(int rounds) {
    var runs = rounds(rounds, Map.of("task", SYSLOG.with("kind", "relp+tls"), "syslog", SYSLOG));
    return List.of(
        Row.atLeast(
            "sink, RELP: against TLS with half-close",
            100 * median(runs, round -> round.ratio("syslog", "task", "cpu")),
            70,
            90,
            " %"),
        wrong("sink, RELP: duplicates and losses", runs));
  }

  private static List<Row> tags(int rounds) {
    var slow = HTTPS.with("latency", 50);
    var runs =
        rounds(
            rounds,
            Map.of("one", slow, "50", slow.with("tags", 50), "1000", slow.with("tags", 1_000)));
    return List.of(
        Row.figure("sink, HTTP at 50 ms, 50 tags: rate against one tag", share(runs, "50"), " %"),
        Row.atLeast(
            "sink, HTTP at 50 ms, 1,000 tags: rate against one tag",
            share(runs, "1000"),
            50,
            80,
            " %"));
  }

  private static double share(List<Round> runs, String run) {
    return 100 * median(runs, round -> round.ratio("one", run, "wall"));
  }

  /** The documented bound of the heap of a task whose receiver takes nothing. */
  private static List<Row> tinyStall(int rounds) {
    var stalled =
        SYSLOG
            .with("bytes", 20)
            .with("stall", 70)
            .with("seconds", 50)
            .with("events", 10_000_000)
            .with("warmup", 0)
            .with("heap", 512);
    var runs = rounds(1, Map.of("task", stalled));
    var live = median(runs, round -> round.figure("task", "heap")) / (1 << 20);
    return List.of(
        Row.atMost("sink, 20 bytes, receiver stalled: live heap", live, 64, 64, " MB"),
        longest("sink, 20 bytes, receiver stalled: longest put", runs, "longestput", 100));
  }

  private static List<Row> stall(int rounds) {
    var stalled =
        SYSLOG
            .with("stall", 70)
            .with("seconds", 60)
            .with("events", 10_000_000)
            .with("warmup", 0)
            .with("heap", 512);
    var runs = rounds(1, Map.of("task", stalled));
    var live = median(runs, round -> round.figure("task", "heap")) / (1 << 20);
    var grown =
        median(runs, round -> round.figure("task", "heaplate") - round.figure("task", "heapearly"))
            / (1 << 20);
    return List.of(
        Row.atMost("sink, receiver stalled 60 s: live heap", live, 64, 64, " MB"),
        Row.atMost("sink, receiver stalled 60 s: growth from 12 s to 48 s", grown, 0.1, 0.1, " MB"),
        longest("sink, receiver stalled 60 s: longest put", runs, "longestput", 100));
  }

  private static List<Round> besideFloor(int rounds, Options task) {
    return rounds(rounds, Map.of("task", task, "floor", task.with("mode", "floor")));
  }

  private static List<Round> rounds(int count, Map<String, Options> runs) {
    return Scenarios.rounds(count, SinkRun.class, runs);
  }

  private static Row share(String name, List<Round> runs, double must, double aim) {
    var share = 100 * median(runs, round -> round.ratio("floor", "task", "cpu"));
    return must > 0 ? Row.atLeast(name, share, must, aim, " %") : Row.figure(name, share, " %");
  }

  private static Row cpu(String name, List<Round> runs) {
    var seconds = median(runs, round -> round.figure("task", "cpu")) / 1000;
    return Row.figure(name + ": CPU seconds per million events", seconds, " s");
  }

  private static Row bytes(String name, List<Round> runs, double must) {
    return Row.atMost(name, median(runs, round -> round.figure("task", "bytes")), must, must, "");
  }

  private static Row longest(String name, List<Round> runs, String figure, double must) {
    var longest = runs.stream().mapToDouble(round -> round.figure("task", figure)).max();
    return Row.atMost(name, longest.orElseThrow(), must, must, " ms");
  }

  private static Row wrong(String name, List<Round> runs) {
    return wrong(name, runs, EVENTS);
  }

  private static Row wrong(String name, List<Round> runs, int events) {
    var wrong =
        runs.stream()
            .mapToDouble(
                round ->
                    round.figure("task", "duplicates") + events - round.figure("task", "distinct"))
            .sum();
    return Row.atMost(name, wrong, 0, 0, "");
  }

  private static String directory() {
    try {
      return Files.createTempDirectory("tributary-bench").toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
