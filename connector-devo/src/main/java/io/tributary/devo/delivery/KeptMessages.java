// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.delivery;

import io.tributary.devo.message.Batch;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.apache.kafka.common.TopicPartition;

/** The messages of all suspicions, the heap they use, and those that may be sent again. */
final class KeptMessages {
  private final List<Batch.Item> acquitted = new ArrayList<>();
  private long weight;

  void add(Suspicion one, Batch.Item item) {
    one.items().add(item);
    weight += item.weight();
  }

  void remove(Suspicion one, Batch.Item item) {
    one.items().remove(item);
    weight -= item.weight();
  }

  /** All of it may be sent like any other message, but the first ones, which were taken. */
  void acquit(Suspicion one, int taken) {
    one.items().stream().skip(taken).forEach(acquitted::add);
    List.copyOf(one.items()).forEach(item -> remove(one, item));
  }

  /** Returns what may be sent like any other message, in order and once. */
  List<Batch.Item> acquitted() {
    acquitted.sort(Comparator.comparing(item -> item.position().offset()));
    var all = List.copyOf(acquitted);
    acquitted.clear();
    return all;
  }

  boolean isEmpty() {
    return weight == 0 && acquitted.isEmpty();
  }

  /** The heap that what is kept uses, in bytes. */
  long weight() {
    return weight;
  }

  void revoke(Collection<Suspicion> all, Collection<TopicPartition> partitions) {
    acquitted.removeIf(item -> partitions.contains(item.position().partition()));
    all.forEach(
        one -> one.items().removeIf(item -> partitions.contains(item.position().partition())));
    weight = all.stream().flatMap(one -> one.items().stream()).mapToLong(Batch.Item::weight).sum();
  }
}
