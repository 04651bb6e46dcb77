// SPDX-License-Identifier: Apache-2.0
package io.tributary.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Each JMH benchmark runs, once and in this JVM: that it works, not how fast it is. */
class SingleBenchmarksTest {
  @Test
  void allRun() throws RunnerException {
    var once =
        new OptionsBuilder()
            .forks(0)
            .warmupIterations(0)
            .measurementIterations(1)
            .measurementTime(TimeValue.milliseconds(10))
            .verbosity(VerboseMode.SILENT)
            .shouldFailOnError(true)
            .build();

    var results = new Runner(once).run();

    assertThat(results)
        .extracting(result -> result.getParams().getBenchmark())
        .anyMatch(name -> name.contains("EventReaderBenchmark"))
        .anyMatch(name -> name.contains("PageBenchmark"));
  }
}
