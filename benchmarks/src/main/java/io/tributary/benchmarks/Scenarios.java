// SPDX-License-Identifier: Apache-2.0
package io.tributary.benchmarks;

import io.tributary.benchmarks.process.Fork;
import io.tributary.benchmarks.process.Options;
import io.tributary.benchmarks.process.Row;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.ToDoubleFunction;

/** What is measured, and what the figures should be. */
final class Scenarios {
  private Scenarios() {}

  /** A name for the command line, and what makes its rows in so many rounds. */
  record Scenario(String name, IntFunction<List<Row>> rows) {
    List<Row> run(int rounds) {
      return rows.apply(rounds);
    }
  }

  /** The figures of one round, by run and name. */
  record Round(Map<String, Map<String, Double>> runs) {
    double figure(String run, String name) {
      var figure = runs.getOrDefault(run, Map.of()).get(name);
      if (figure == null) {
        throw new IllegalStateException(run + " tells no " + name);
      }
      return figure;
    }

    /** A figure of one run by that of another. */
    double ratio(String run, String other, String name) {
      return figure(run, name) / figure(other, name);
    }
  }

  static List<Scenario> all() {
    var all = new ArrayList<>(SourceScenarios.all());
    all.addAll(SinkScenarios.all());
    return all;
  }

  /** Runs each in turn, so many times. */
  static List<Round> rounds(int count, Class<?> main, Map<String, Options> runs) {
    var rounds = new ArrayList<Round>();
    for (var i = 0; i < count; i++) {
      var figures = new LinkedHashMap<String, Map<String, Double>>();
      runs.forEach((name, options) -> figures.put(name, run(main, options)));
      rounds.add(new Round(figures));
      if (Boolean.getBoolean("verbose")) {
        System.out.println(figures);
      }
    }
    return rounds;
  }

  /** Runs one process against another side of its own. */
  static Map<String, Double> run(Class<?> main, Options options) {
    try (var far = Fork.start(FarSide.class, options.with("heap", 512))) {
      var port = far.figures("port").get("port");
      var figures = Fork.run(main, options.with("port", port == null ? 0 : port.intValue()));
      var other = far.ask("duplicates");
      other.forEach(figures::putIfAbsent);
      return figures;
    }
  }

  static double median(List<Round> rounds, ToDoubleFunction<Round> figure) {
    var sorted = rounds.stream().mapToDouble(figure).sorted().toArray();
    return sorted[sorted.length / 2];
  }
}
