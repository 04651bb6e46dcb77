// SPDX-License-Identifier: Apache-2.0
package io.tributary.benchmarks;

import static io.tributary.benchmarks.Scenarios.median;
import static io.tributary.benchmarks.SourceScenarios.SOURCE;
import static io.tributary.benchmarks.SourceScenarios.rounds;
import static io.tributary.benchmarks.SourceScenarios.wrong;

import io.tributary.benchmarks.Scenarios.Round;
import io.tributary.benchmarks.process.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A source whose events have another size, or are changed on their way. */
final class EventShapes {
  private EventShapes() {}

  static List<Row> sizes(int rounds) {
    var rows = new ArrayList<Row>();
    rows.addAll(size(rounds, 200, 200_000, 50, 65));
    rows.addAll(size(rounds, 16_000, 20_000, 0, 0));
    return rows;
  }

  private static List<Row> size(int rounds, int bytes, int events, double must, double aim) {
    var name = "source, %,d bytes: ".formatted(bytes);
    var options = SOURCE.with("bytes", bytes).with("events", events).with("warmup", events / 2);
    var runs = rounds(rounds, Map.of("task", options, "floor", options.with("mode", "floor")));
    var share = 100 * median(runs, round -> round.ratio("floor", "task", "cpu"));
    return List.of(
        must > 0
            ? Row.atLeast(name + "share of the floor", share, must, aim, " %")
            : Row.figure(name + "share of the floor", share, " %"),
        wrong(name + "duplicates and losses", runs, "task", events));
  }

  /** One masked path, one masked pattern, and values as maps, each against the task without. */
  static List<Row> masked(int rounds) {
    var rules = "set.obfuscation.rules";
    var pattern = "[{\"name\":[\"description\"],\"string_patterns\":[\"[\\\\w.+-]+@[\\\\w.-]+\"]}]";
    var runs =
        rounds(
            rounds,
            Map.of(
                "task", SOURCE,
                "path", SOURCE.with(rules, "[{\"name\":[\"ipAddress\"]}]"),
                "pattern", SOURCE.with(rules, pattern),
                "map", SOURCE.with("set.value.format", "map")));
    return List.of(
        against("source with a masked path, against none", runs, "path", 70, 85),
        against("source with a masked pattern, against none", runs, "pattern", 0, 0),
        against("source with values as maps, against text", runs, "map", 0, 0));
  }

  private static Row against(String name, List<Round> runs, String run, double must, double aim) {
    var share = 100 * median(runs, round -> round.ratio("task", run, "cpu"));
    return must > 0 ? Row.atLeast(name, share, must, aim, " %") : Row.figure(name, share, " %");
  }
}
