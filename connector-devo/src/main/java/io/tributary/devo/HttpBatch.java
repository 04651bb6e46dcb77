package io.tributary.devo;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Events that travel in one request: all of one tag and one host, one a line. Times are
 * milliseconds of any clock that does not go back.
 */
final class HttpBatch {
  /** What an almost empty batch costs, so that very many of them count as well. */
  private static final int OVERHEAD = 1024;

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

  /** The message as it stands in a request: its body and a line feed. */
  static byte[] line(DevoMessage message) {
    return (message.body() + "\n").getBytes(StandardCharsets.UTF_8);
  }

  void add(SinkRecord record, byte[] line) {
    events.add(new Event(record, line));
    bytes += line.length;
  }

  /** Two batches with half of the events each. */
  List<HttpBatch> halves() {
    var middle = events.size() / 2;
    return List.of(part(0, middle), part(middle, events.size()));
  }

  private HttpBatch part(int from, int to) {
    var part = new HttpBatch(tag, host, since);
    events.subList(from, to).forEach(event -> part.add(event.record(), event.line()));
    return part;
  }

  /** Drops the events of these partitions; a request on its way keeps them. */
  void forget(Collection<TopicPartition> partitions) {
    events.removeIf(event -> partitions.contains(Batch.partition(event.record())));
    bytes = events.stream().mapToLong(event -> event.line().length).sum();
  }

  /** The body of the request. */
  byte[] body() {
    var body = ByteBuffer.allocate(Math.toIntExact(bytes));
    events.forEach(event -> body.put(event.line()));
    return body.array();
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

  /** What it counts towards the bound of memory. */
  long weight() {
    return bytes + OVERHEAD;
  }

  /** When its first event came. */
  long since() {
    return since;
  }

  /** When it was last handed to the network. */
  long sentAt() {
    return sentAt;
  }

  void sent(long now) {
    sentAt = now;
  }
}
