// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.apache.kafka.common.config.ConfigDef.Importance.LOW;
import static org.apache.kafka.common.config.ConfigDef.Type.STRING;

import io.tributary.common.checkpoint.Checkpoint;
import io.tributary.common.checkpoint.LookBack;
import io.tributary.common.checkpoint.Reach;
import io.tributary.common.event.Event;
import io.tributary.common.json.ByteSlice;
import io.tributary.common.metrics.SourceMetric;
import io.tributary.common.metrics.TaskMetrics;
import io.tributary.common.obfuscation.Obfuscation;
import io.tributary.common.record.RecordMapper;
import io.tributary.common.record.RecordSettings;
import io.tributary.common.record.TagSelector;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Events per second after a page has been read, for its checkpoint and for its records. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class PageBenchmark {
  private static final int ROWS = 1_000;
  private static final Instant START = Instant.parse("2026-03-01T08:00:00Z");
  private static final Instant END = Instant.parse("2999-01-01T00:00:00Z");
  private static final Duration OVERLAP = Duration.ofSeconds(60);

  /** The number of events per second. */
  @Param({"5", "500"})
  public int perSecond;

  private final RecordMapper mapper =
      new RecordMapper(
          Map.of("vendor", "bench"),
          new RecordSettings(
              "bench",
              TagSelector.always("a.b"),
              RecordSettings.Format.JSON,
              false,
              true,
              "",
              1_000_000),
          Obfuscation.of(
              new AbstractConfig(new ConfigDef().define("rules", STRING, "", LOW, ""), Map.of()),
              "rules",
              ""),
          InstantSource.system(),
          new TaskMetrics<>(SourceMetric.class, InstantSource.system()));

  private Checkpoint checkpoint = Checkpoint.startingAt(START);
  private int first;

  /** Computes the checkpoint after a page and the offsets of its records. */
  @Benchmark
  @OperationsPerInvocation(ROWS)
  public Object emitPage() {
    return emit(page());
  }

  /** The same, and creates the records. */
  @Benchmark
  @OperationsPerInvocation(ROWS)
  public Object emitAndMapPage() {
    var page = page();
    return mapper.records(page, emit(page).offsets(), 1_772_352_000_000L);
  }

  private Checkpoint.Emission emit(List<Event> page) {
    var unseen = checkpoint.unseen(page);
    var emission =
        checkpoint.withRoomFor(unseen.size()).emit(unseen, Reach.of(END), LookBack.over(OVERLAP));
    checkpoint = emission.after();
    return emission;
  }

  private List<Event> page() {
    first += ROWS;
    return IntStream.range(first, first + ROWS).mapToObj(this::event).toList();
  }

  private Event event(int number) {
    var id = Integer.toString(number);
    var json = ("{\"id\":\"" + id + "\",\"text\":\"" + "x".repeat(950) + "\"}").getBytes(UTF_8);
    return Event.of(id, START.plusSeconds(number / perSecond), ByteSlice.of(json));
  }
}
