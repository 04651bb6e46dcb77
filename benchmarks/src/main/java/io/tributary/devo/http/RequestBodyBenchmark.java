// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.http;

import io.tributary.devo.syslog.MessageBenchmark;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import okio.Okio;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Events per second of a request with 500 of them, each of 1,000 bytes. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class RequestBodyBenchmark {
  private static final int EVENTS = 500;

  private final LinesRequestBody body = body();

  /** Writes the body of a request. */
  @Benchmark
  @OperationsPerInvocation(EVENTS)
  public void writeBody() throws IOException {
    try (var sink = Okio.buffer(Okio.blackhole())) {
      body.writeTo(sink);
    }
  }

  /** Packs the body of a request. */
  @Benchmark
  @OperationsPerInvocation(EVENTS)
  public Object packBody() throws IOException {
    return body.gzipped();
  }

  private static LinesRequestBody body() {
    List<byte[]> bodies = MessageBenchmark.bodies();
    return new LinesRequestBody(bodies, bodies.stream().mapToLong(HttpBatch::length).sum());
  }
}
