// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tributary.devo.http.HttpBatch.Destination;
import io.tributary.devo.message.Batch;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * All batches until they end: those that are still filled, one for each tag and host, those that
 * are full or sent again, and those on their way. The oldest goes first, into a free slot; until
 * there is one, a batch stays open and grows. A request takes as many sixteenths of a slot as it is
 * full, so that the small ones of many tags share the slots. Times are milliseconds of any clock
 * that does not go back.
 */
final class RequestQueue {
  private static final Duration LINGER = Duration.ofSeconds(1);
  private static final int PARTS_OF_A_SLOT = 16;
  private static final int MOST_REQUESTS = 64;

  /** An only slot keeps the order, so every fourth attempt of a batch that fails is another's. */
  private static final int PROBE = 4;

  private final BatchLimits limits;
  private final int slots;
  private final Map<Destination, HttpBatch> open = new LinkedHashMap<>();
  private final SortedSet<HttpBatch> ready =
      new TreeSet<>(
          Comparator.comparingLong(HttpBatch::order)
              .thenComparing(HttpBatch::tag)
              .thenComparing(HttpBatch::host));
  private final Set<HttpBatch> onTheirWay = new HashSet<>();
  private int usedParts;
  private long openWeight;
  private long order;

  /** Has this many slots for full requests, 1–64. */
  RequestQueue(BatchLimits limits, int slots) {
    this.limits = limits;
    this.slots = slots;
  }

  /** Adds a message and returns its bytes. */
  long add(Batch.Item item, long now) {
    var line = item.message().body().getBytes(UTF_8);
    var length = HttpBatch.length(line);
    var destination = new Destination(item.message().tag(), item.message().host());
    var batch = open.get(destination);
    if (batch != null && limits.isFull(batch, length)) {
      close(batch);
      batch = null;
    }
    if (batch == null) {
      batch = new HttpBatch(destination, order, now);
      open.put(destination, batch);
    } else {
      openWeight -= batch.weight();
    }
    batch.add(item, line);
    openWeight += batch.weight();
    order++;
    return length;
  }

  /** All that is open shall be sent as soon as there are free slots. */
  void hurry() {
    open.values().forEach(HttpBatch::hurry);
  }

  /** Takes the next batch to send, or returns null if none is due or no slot is free. */
  @Nullable HttpBatch next(long now) {
    var first = first(now, Set.of());
    if (first != null && slots == 1 && first.attempts() % PROBE == PROBE - 1) {
      // Only if another succeeds meanwhile, its own events may be at fault.
      first.passedOver();
      first = Objects.requireNonNullElse(first(now, Set.of(first.destination())), first);
    }
    if (first == null || !hasRoomFor(first)) {
      return null;
    }
    if (!ready.remove(first)) {
      removeOpen(first);
    }
    onTheirWay.add(first);
    usedParts += limits.sixteenths(first);
    return first;
  }

  private @Nullable HttpBatch first(long now, Set<Destination> except) {
    return Stream.of(
            ready.stream(), open.values().stream().takeWhile(batch -> isDue(batch, now)))
        .map(each -> each.filter(batch -> isAllowed(batch, except)).findFirst().orElse(null))
        .filter(Objects::nonNull)
        .min(Comparator.comparingLong(HttpBatch::order))
        .orElse(null);
  }

  /** With a single slot, a tag has one request at a time, which keeps the order of its events. */
  private boolean isAllowed(HttpBatch batch, Set<Destination> except) {
    return !except.contains(batch.destination())
        && (slots > 1
            || onTheirWay.stream()
                .noneMatch(other -> other.destination().equals(batch.destination())));
  }

  private boolean hasRoomFor(HttpBatch batch) {
    return onTheirWay.isEmpty()
        || (onTheirWay.size() < MOST_REQUESTS
            && usedParts + limits.sixteenths(batch) <= slots * PARTS_OF_A_SLOT);
  }

  private boolean isDue(HttpBatch batch, long now) {
    return batch.hurries() || batch.since() <= now - LINGER.toMillis() || isCrowded();
  }

  /** So much heap is used by open batches that none waits for its age. */
  private boolean isCrowded() {
    return openWeight > 2 * limits.weight();
  }

  /** It has got its response, or none. */
  void ended(HttpBatch batch) {
    onTheirWay.remove(batch);
    usedParts -= limits.sixteenths(batch);
  }

  /** These have to be sent again, at their old place. */
  void again(List<HttpBatch> batches) {
    ready.addAll(batches);
  }

  /** The partitions of these messages were revoked. */
  void revoke(Collection<TopicPartition> partitions) {
    all().forEach(batch -> batch.revoke(partitions));
    open.replaceAll((destination, batch) -> batch.left());
    open.values().removeIf(HttpBatch::isEmpty);
    openWeight = open.values().stream().mapToLong(HttpBatch::weight).sum();
    var left = ready.stream().map(HttpBatch::left).filter(batch -> !batch.isEmpty()).toList();
    ready.clear();
    ready.addAll(left);
  }

  /** The heap that all use until they end, in bytes. */
  long weight() {
    return openWeight
        + Stream.concat(ready.stream(), onTheirWay.stream()).mapToLong(HttpBatch::weight).sum();
  }

  boolean isAnyOnItsWay() {
    return !onTheirWay.isEmpty();
  }

  boolean isEmpty() {
    return open.isEmpty() && ready.isEmpty() && onTheirWay.isEmpty();
  }

  /** The time until a batch is due, if there is a free slot by then. */
  Duration untilDue(long now) {
    var oldest = open.values().stream().findFirst();
    if (!ready.isEmpty() || oldest.filter(batch -> isDue(batch, now)).isPresent()) {
      return Duration.ZERO;
    }
    return oldest
        .map(batch -> LINGER.minusMillis(now - batch.since()))
        .filter(left -> !left.isNegative())
        .orElse(LINGER);
  }

  private Stream<HttpBatch> all() {
    return Stream.of(open.values(), ready, onTheirWay).flatMap(Collection::stream);
  }

  private void close(HttpBatch batch) {
    removeOpen(batch);
    ready.add(batch);
  }

  private void removeOpen(HttpBatch batch) {
    open.remove(batch.destination());
    openWeight -= batch.weight();
  }
}
