package io.tributary.devo;

import java.nio.ByteBuffer;
import java.util.List;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Messages on their way to a socket.
 *
 * @param bytes one message after the other, a line feed at the end of each
 * @param records where each comes from
 */
record Lines(byte[] bytes, List<SinkRecord> records) {

  static Lines of(Batch batch, SyslogFormat format) {
    var lines = batch.messages().stream().map(message -> message.toSyslog(format)).toList();
    var bytes = ByteBuffer.allocate(lines.stream().mapToInt(line -> line.length).sum());
    lines.forEach(bytes::put);
    return new Lines(bytes.array(), batch.items().stream().map(Batch.Item::record).toList());
  }
}
