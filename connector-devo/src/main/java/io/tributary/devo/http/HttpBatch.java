// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.http;

import io.tributary.devo.message.Batch;
import io.tributary.devo.message.RecordPosition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The events of one request: all of one tag and one host, each on a line. What is on its way never
 * changes: events whose partition was revoked are only marked, and {@link #left} is without them.
 * Times are milliseconds of any clock that does not go back.
 */
final class HttpBatch {
  /** The memory of an empty batch, so that very many small ones count as well. */
  private static final int OVERHEAD = 1024;

  /** Selects the table: a request has one of each. */
  record Destination(String tag, String host) {}

  /** An event and its line, without the line feed. */
  private record Event(Batch.Item item, byte[] line) {}

  /** A batch that was refused, of which there are only parts left. */
  private static final class Refused {
    private boolean partTaken;
  }

  private final Destination destination;
  private final long order;
  private final long since;
  private final List<Event> events = new ArrayList<>();
  private final Set<TopicPartition> revoked = new HashSet<>();
  private long bytes;
  private long weight = OVERHEAD;
  private boolean due;
  private long sentAt;
  private int attempts;
  private int failures;
  private int doubts;
  private long takenAtFailure;
  private @Nullable Refused refused;

  /**
   * Starts a batch.
   *
   * @param order of its first event among all events
   */
  HttpBatch(Destination destination, long order, long now) {
    this.destination = destination;
    this.order = order;
    since = now;
  }

  /** The length of a line with its line feed. */
  static int length(byte[] line) {
    return line.length + 1;
  }

  void add(Batch.Item item, byte[] line) {
    events.add(new Event(item, line));
    bytes += length(line);
    weight += item.weight();
    if (line.length > item.message().body().length()) {
      // Not ASCII: the value uses two bytes for each character, and the line up to three.
      weight += line.length;
    }
  }

  /**
   * Splits it into two batches with half of the events each. That it has failed counts against
   * both, and anything that is taken after that counts as well.
   */
  List<HttpBatch> halves() {
    var middle = events.size() / 2;
    return List.of(part(0, middle), part(middle, events.size()));
  }

  private HttpBatch part(int from, int to) {
    // Below the order of the next batch, because each event has raised it by one.
    var part = new HttpBatch(destination, order + from, since);
    events.subList(from, to).forEach(event -> part.add(event.item(), event.line()));
    part.doubts = Math.min(doubts, 1);
    part.takenAtFailure = takenAtFailure;
    part.refused = refused;
    part.due = true;
    return part;
  }

  /** Marks the events of these partitions: they belong to another task now. */
  void revoke(Collection<TopicPartition> partitions) {
    events.stream()
        .map(event -> event.item().position().partition())
        .filter(partitions::contains)
        .forEach(revoked::add);
  }

  /** This batch, or if some of its events were revoked, a batch of the others, never sent. */
  HttpBatch left() {
    if (revoked.isEmpty()) {
      return this;
    }
    var left = new HttpBatch(destination, order, since);
    left.due = due;
    for (var event : events) {
      if (!revoked.contains(event.item().position().partition())) {
        left.add(event.item(), event.line());
      }
    }
    return left;
  }

  /** The body of the request. */
  LinesRequestBody body() {
    return new LinesRequestBody(events.stream().map(Event::line).toList(), bytes);
  }

  List<Batch.Item> items() {
    return events.stream().map(Event::item).toList();
  }

  List<RecordPosition> positions() {
    return events.stream().map(event -> event.item().position()).toList();
  }

  Destination destination() {
    return destination;
  }

  String tag() {
    return destination.tag();
  }

  String host() {
    return destination.host();
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

  /** The heap it uses, in bytes. */
  long weight() {
    return weight;
  }

  /** Its place among all batches: that of its first event. */
  long order() {
    return order;
  }

  /** When its first event was added. */
  long since() {
    return since;
  }

  /** It shall be sent as soon as there is a free slot. */
  void hurry() {
    due = true;
  }

  /** Whether it shall be sent although it is neither full nor old. */
  boolean hurries() {
    return due;
  }

  /** When it was last sent. */
  long sentAt() {
    return sentAt;
  }

  void sent(long now) {
    sentAt = now;
    attempts++;
  }

  /** Counts as an attempt that another batch was preferred to it. */
  void passedOver() {
    attempts++;
  }

  /** How often it was sent or passed over. */
  int attempts() {
    return attempts;
  }

  /** It has failed in a way that its events may have caused. */
  void failed(long takenSoFar) {
    failures++;
    if (doubts == 0 || takenSoFar > takenAtFailure) {
      doubts++;
    }
    takenAtFailure = takenSoFar;
  }

  /** It was refused: its parts remember it. */
  void refused() {
    refused = refused == null ? new Refused() : refused;
  }

  /** It was taken. */
  void taken() {
    if (refused != null) {
      refused.partTaken = true;
    }
  }

  /** Whether a batch of which this is a part was refused, and another part was taken since. */
  boolean wasRefusedBefore() {
    return refused != null && refused.partTaken;
  }

  /** How often it has failed in such a way. */
  int failures() {
    return failures;
  }

  /** How often it has failed although others were taken since it failed before. */
  int doubts() {
    return doubts;
  }
}
