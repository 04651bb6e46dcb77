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
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * All batches until they end: those that are still filled, one for each tag and host, those that
 * are full or sent again, and those on their way. The oldest goes first, into a free slot; until
 * there is one, a batch stays open and grows. A request takes as many parts of a slot as it is
 * full, so that the small ones of many tags share the slots. Times are milliseconds of any clock
 * that does not go back.
 */
final class RequestQueue {
  private static final Duration LINGER = Duration.ofSeconds(1);
  private static final int MOST_REQUESTS = 128;

  /** A batch that fails leaves each fourth turn to another tag, and an event each eighth to any. */
  private static final int TURNS_OF_A_TAG = 4;

  private static final int TURNS_OF_AN_EVENT = 8;

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
    var next = first(now, batch -> true);
    if (next != null) {
      next = orWitness(next, now);
    }
    if (next == null || !hasRoomFor(next)) {
      return null;
    }
    if (!ready.remove(next)) {
      removeOpen(next);
    }
    onTheirWay.add(next);
    usedParts += limits.parts(next);
    return next;
  }

  /**
   * The batch, or now and then another if it keeps failing: only if that succeeds, its own events
   * may be at fault. Several that fail could take all slots. With a single slot the order of a tag
   * is broken only for a single event, and only if nothing else can show that it is to blame.
   */
  private HttpBatch orWitness(HttpBatch batch, long now) {
    var turn = batch.attempts() + 1;
    HttpBatch witness = null;
    if (turn % TURNS_OF_A_TAG == 0) {
      witness =
          witness(
              batch, now, other -> slots > 1 || !other.destination().equals(batch.destination()));
    }
    if (witness == null && batch.size() == 1 && turn % TURNS_OF_AN_EVENT == 0) {
      witness = witness(batch, now, other -> true);
    }
    if (witness == null) {
      return batch;
    }
    batch.passedOver();
    return witness;
  }

  /** Another of these, if possible one that has not failed as well. */
  private @Nullable HttpBatch witness(HttpBatch batch, long now, Predicate<HttpBatch> candidate) {
    Predicate<HttpBatch> others = candidate.and(other -> other != batch);
    var best = first(now, others.and(other -> other.failures() == 0));
    return best == null ? first(now, others) : best;
  }

  private @Nullable HttpBatch first(long now, Predicate<HttpBatch> candidate) {
    return Stream.of(ready.stream(), open.values().stream().takeWhile(batch -> isDue(batch, now)))
        .map(each -> each.filter(candidate).filter(this::keepsOrder).findFirst().orElse(null))
        .filter(Objects::nonNull)
        .min(Comparator.comparingLong(HttpBatch::order))
        .orElse(null);
  }

  /** With a single slot, a tag has one request at a time. */
  private boolean keepsOrder(HttpBatch batch) {
    return slots > 1
        || onTheirWay.stream().noneMatch(other -> other.destination().equals(batch.destination()));
  }

  private boolean hasRoomFor(HttpBatch batch) {
    return onTheirWay.isEmpty()
        || (onTheirWay.size() < MOST_REQUESTS
            && usedParts + limits.parts(batch) <= slots * BatchLimits.PARTS);
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
    usedParts -= limits.parts(batch);
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

  /** Whether there is no other batch that could go in its stead. */
  boolean isAlone(HttpBatch batch) {
    return all().noneMatch(other -> slots > 1 || !other.destination().equals(batch.destination()));
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
