// SPDX-License-Identifier: Apache-2.0
package io.tributary.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tributary.benchmarks.process.Options;
import io.tributary.benchmarks.process.Rows;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.storage.SimpleHeaderConverter;

/** Records of a source's topic, as Connect passes them to a sink. */
final class Records {
  static final String TOPIC = "my.app.benchmarks.records";

  /** How much of an event is its key. */
  private static final int KEY_FROM = 7;

  private static final int KEY_TO = 43;

  private final Rows rows;
  private final int tags;
  private final SimpleHeaderConverter headers = new SimpleHeaderConverter();

  /** Records of {@code bytes} bytes, for so many {@code tags} in turn. */
  Records(Options options) {
    rows = Rows.any(options);
    tags = options.number("tags", 1);
  }

  List<SinkRecord> of(int first, int count) {
    return IntStream.range(first, first + count).mapToObj(this::record).toList();
  }

  List<String> values(int first, int count) {
    return IntStream.range(first, first + count).mapToObj(rows::text).toList();
  }

  private SinkRecord record(int number) {
    var value = rows.text(number);
    var all = new ConnectHeaders();
    add(all, "event.time", rows.time(number).toString());
    add(all, "devo.tag", tags == 1 ? TOPIC : TOPIC + number % tags);
    add(all, "devo.pulling.id", "1700000000000");
    var offset = number % Rows.WARM_UP;
    return new SinkRecord(
        TOPIC,
        0,
        Schema.STRING_SCHEMA,
        value.substring(KEY_FROM, Math.min(KEY_TO, value.length())),
        Schema.STRING_SCHEMA,
        value,
        offset,
        1_700_000_000_000L,
        TimestampType.CREATE_TIME,
        all);
  }

  private void add(ConnectHeaders all, String name, String text) {
    all.add(name, headers.toConnectHeader(TOPIC, name, text.getBytes(UTF_8)));
  }
}
