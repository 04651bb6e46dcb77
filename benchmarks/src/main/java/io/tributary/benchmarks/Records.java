// SPDX-License-Identifier: Apache-2.0
package io.tributary.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tributary.benchmarks.process.Rows;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.storage.SimpleHeaderConverter;

/** Records of a topic that a source has filled, as a sink gets them from Connect. */
final class Records {
  static final String TOPIC = "my.app.benchmarks.records";

  private final Rows rows = Rows.any();
  private final SimpleHeaderConverter headers = new SimpleHeaderConverter();

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
    add(all, "devo.tag", TOPIC);
    add(all, "devo.pulling.id", "1700000000000");
    var offset = number % Rows.WARM_UP;
    return new SinkRecord(
        TOPIC,
        0,
        Schema.STRING_SCHEMA,
        value.substring(7, 43),
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
