// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.syslog;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tributary.devo.config.DevoSinkConfig;
import io.tributary.devo.message.Batch;
import io.tributary.devo.message.MessageMapper;
import io.tributary.devo.message.RecordPosition;
import io.tributary.devo.socket.EncodedLines;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.sink.SinkRecord;
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

/** Events per second that the sink encodes from puts of 500 records, each of 1,000 bytes. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class MessageBenchmark {
  private static final int RECORDS = 500;
  private static final Instant START = Instant.parse("2026-03-01T08:00:00Z");

  private final DevoSinkConfig config =
      new DevoSinkConfig(Map.of("endpoint", "tcp://127.0.0.1:1", "topics", "my.app.bench.events"));
  private final MessageMapper mapper = new MessageMapper(config, InstantSource.system());
  private final SyslogEncoder encoder = new SyslogEncoder(config.syslogFormat(), false);
  private final List<SinkRecord> records =
      IntStream.range(0, RECORDS).mapToObj(MessageBenchmark::record).toList();
  private final EncodedLines lines = encoder.encode(map());

  /** Finds tag, time and body of each record. */
  @Benchmark
  @OperationsPerInvocation(RECORDS)
  public Object mapRecords() {
    return map();
  }

  /** The same, and encodes syslog lines. */
  @Benchmark
  @OperationsPerInvocation(RECORDS)
  public Object makeLines() {
    return encoder.encode(map());
  }

  /** Packs syslog lines into gzip members of 50 KiB. */
  @Benchmark
  @OperationsPerInvocation(RECORDS)
  public long packLines() {
    var packed = 0L;
    for (var left = lines.all().iterator(); left.hasNext(); ) {
      packed += GzipMember.of(left).compressed().length;
    }
    return packed;
  }

  /** The bodies of the messages, for benchmarks of other transports. */
  public static List<byte[]> bodies() {
    return new MessageBenchmark()
        .map().messages().stream().map(message -> message.body().getBytes(UTF_8)).toList();
  }

  private Batch map() {
    return new Batch(
        records.stream()
            .map(
                record ->
                    new Batch.Item(
                        record, RecordPosition.of(record), mapper.map(record).orElseThrow()))
            .toList());
  }

  private static SinkRecord record(int number) {
    var headers = new ConnectHeaders();
    headers.addString("event.time", START.plusMillis(200L * number).toString());
    headers.addString("devo.tag", "my.app.bench.events");
    var text = "a user has \\\"opened\\\" file %d; ".formatted(number).repeat(40);
    var value = "{\"id\":\"%08d\",\"text\":\"%s\"}".formatted(number, text.substring(0, 970));
    return new SinkRecord(
        "my.app.bench.events",
        0,
        Schema.STRING_SCHEMA,
        Integer.toString(number),
        Schema.STRING_SCHEMA,
        value,
        number,
        START.toEpochMilli(),
        TimestampType.CREATE_TIME,
        headers);
  }
}
