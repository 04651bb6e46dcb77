// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.http;

import io.tributary.devo.message.Batch;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * The events of one request: all of one tag and one host, each on a line. Times are milliseconds of
 * any clock that does not go back.
 */
final class HttpBatch {
  /** The memory of an empty batch, so that very many small ones count as well. */
  private static final int OVERHEAD = 1024;

  /** An event and its line, without the line feed. */
  private record Event(SinkRecord record, byte[] line) {}

  private final String tag;
  private final String host;
  private final long since;
  private final List<Event> events = new ArrayList<>();
  private long bytes;
  private long sentAt;

  HttpBatch(String tag, String host, long now) {
    this.tag = tag;
    this.host = host;
    since = now;
  }

  /** The length of a line with its line feed. */
  static int length(byte[] line) {
    return line.length + 1;
  }

  void add(SinkRecord record, byte[] line) {
    events.add(new Event(record, line));
    bytes += length(line);
  }

  /** Splits it into two batches with half of the events each. */
  List<HttpBatch> halves() {
    var middle = events.size() / 2;
    return List.of(part(0, middle), part(middle, events.size()));
  }

  private HttpBatch part(int from, int to) {
    var part = new HttpBatch(tag, host, since);
    events.subList(from, to).forEach(event -> part.add(event.record(), event.line()));
    return part;
  }

  /** Drops the events of these partitions, except from a request in flight. */
  void revoke(Collection<TopicPartition> partitions) {
    events.removeIf(event -> partitions.contains(Batch.partition(event.record())));
    bytes = events.stream().mapToLong(event -> length(event.line())).sum();
  }

  /** The body of the request as it is now. */
  LinesRequestBody body() {
    return new LinesRequestBody(events.stream().map(Event::line).toList(), bytes);
  }

  List<SinkRecord> records() {
    return events.stream().map(Event::record).toList();
  }

  String tag() {
    return tag;
  }

  String host() {
    return host;
  }

  int size() {
    return events.size();
  }

  boolean isEmpty() {
    return events.isEmpty();
  }

  /** The length of the body. */
  long bytes() {
    return bytes;
  }

  /** The memory it uses, as far as it is bounded. */
  long weight() {
    return bytes + OVERHEAD;
  }

  /** When its first event was added. */
  long since() {
    return since;
  }

  /** When it was last sent. */
  long sentAt() {
    return sentAt;
  }

  void sent(long now) {
    sentAt = now;
  }
}
