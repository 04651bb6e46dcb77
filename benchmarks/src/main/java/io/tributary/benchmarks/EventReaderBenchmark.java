// SPDX-License-Identifier: Apache-2.0
package io.tributary.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tributary.common.event.PageParser;
import io.tributary.common.http.Body;
import java.util.List;
import java.util.StringJoiner;
import java.util.concurrent.TimeUnit;
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

/** Events per second that are cut out of pages of 1,000 rows, each of about 600 bytes. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class EventReaderBenchmark {
  private static final int ROWS = 1_000;
  private static final String ROW =
      """
      {"id":"%08d-7c1f-4a55-9a3e-0b4d8f6f2a11","created":"2026-03-01T08:%02d:%02d+0000",\
      "eventName":"download_file","description":"josé@bücher.example: download_file",\
      "successful":true,"userName":"josé@bücher.example","ipAddress":"203.0.113.7",\
      "clientName":"Web user of a page","geolocationId":840,"data":{"file":{\
      "id":"0d9b2f4e-6f1c-4a53-9d9e-0b4d8f6f2a11","name":"Übersicht \\"Q1\\".xlsx",\
      "path":"Finance/Q1/Übersicht \\"Q1\\".xlsx","size":184320,"hash":"Generating...",\
      "fingerprints":[{"algo":"md5"}]},"error":null,"policies":[]}}""";

  private final PageParser reader =
      new PageParser(List.of("/events", "/data"), List.of("/id"), List.of("/created"));
  private final Body page = new Body("GET /events", bytes());

  /** Reads one page. */
  @Benchmark
  @OperationsPerInvocation(ROWS)
  public Object readPage() {
    return reader.read(page).rows(page);
  }

  private static byte[] bytes() {
    var rows = new StringJoiner(",", "{\"events\":[", "]}");
    for (int i = 0; i < ROWS; i++) {
      rows.add(ROW.formatted(i, i / 60 % 60, i % 60));
    }
    return rows.toString().getBytes(UTF_8);
  }
}
