// SPDX-License-Identifier: Apache-2.0
package io.tributary.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.benchmarks.process.Options;
import io.tributary.testkit.vendor.VendorFixture;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Figures that are the same on any machine: bytes, live heap, requests, and each id once. */
class FlatnessTest {
  private static final Options SOURCE =
      sized(SourceScenarios.vendor(SourceScenarios.vendors().get(0)));
  private static final Options SINK = Options.of("events=40000", "warmup=10000", "mode=task");

  @TempDir private Path directory;

  private static Map<String, Double> plain = Map.of();

  @BeforeAll
  static void readWithoutTrouble() {
    plain = Scenarios.run(SourceRun.class, SOURCE);
  }

  @Test
  void aSourceAllocatesLittleAndAsksOncePerPage() {
    assertThat(plain.get("bytes")).isLessThan(5500);
    assertThat(plain.get("requests")).isLessThan(1.2 * 40);
    assertEachOnce(plain, 40_000);
  }

  @Test
  void aFullOverlapCostsASourceLittle() {
    var figures = Scenarios.run(SourceRun.class, SOURCE.with("density", 500_000));

    assertThat(figures.get("bytes")).isLessThan(8000);
    assertEachOnce(figures, 40_000);
  }

  @Test
  void aSourceHoldsNoMoreAfterMoreEvents() {
    var many = Scenarios.run(SourceRun.class, SOURCE.with("events", 160_000));

    assertThat(many.get("heap")).isLessThan(plain.get("heap") + 1_000_000);
    assertEachOnce(many, 160_000);
  }

  @ParameterizedTest
  @ValueSource(strings = {"20,000 in one second", "2,000/s"})
  void denseEventsComeOnce(String scenario) {
    assertEachOnce(Objects.requireNonNull(SourceScenarios.exact().get(scenario)));
  }

  /** Takes as long as its events, even when accelerated. Runs with {@code -Plong}. */
  @Test
  @EnabledIfSystemProperty(named = "simulation.runs", matches = "300")
  void lateEventsComeOnce() {
    assertEachOnce(Objects.requireNonNull(SourceScenarios.exact().get("1 % late")));
  }

  @ParameterizedTest
  @MethodSource("otherVendors")
  void smallPagesShareAnOffset(VendorFixture vendor) {
    var figures = Scenarios.run(SourceRun.class, sized(SourceScenarios.vendor(vendor)));

    assertThat(figures.get("bytes")).isLessThan(7000);
    assertEachOnce(figures, 40_000);
  }

  static List<VendorFixture> otherVendors() {
    var vendors = SourceScenarios.vendors();
    return vendors.subList(1, vendors.size());
  }

  private static Options sized(Options options) {
    return options.with("events", 40_000).with("warmup", 10_000);
  }

  @Test
  void aSinkAllocatesLittleAndSendsEachEventOnce() {
    for (var most : Map.of("syslog", 5000.0, "https", 6000.0).entrySet()) {
      var options = SINK.with("kind", most.getKey()).with("directory", directory);

      var figures = Scenarios.run(SinkRun.class, options);

      assertThat(figures.get("bytes")).as(most.getKey()).isLessThan(most.getValue());
      assertEachOnce(figures, 40_000);
    }
  }

  private static void assertEachOnce(Options options) {
    assertEachOnce(Scenarios.run(SourceRun.class, options), options.number("events", 0));
  }

  private static void assertEachOnce(Map<String, Double> figures, double events) {
    assertThat(figures.get("distinct")).isEqualTo(events);
    assertThat(figures.get("duplicates")).isZero();
  }
}
