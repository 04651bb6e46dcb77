// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;

/**
 * Two workers that share the partitions of a topic. In an eager rebalance both give up all they
 * have, in a cooperative one only what moves; each notices inside its own poll.
 */
final class SimulatedGroup {
  private final SimulatedTopic topic;
  private final Random random;
  private final Supplier<SimulatedWorker> newWorker;
  private final boolean eager;
  private final List<SimulatedWorker> workers = new ArrayList<>();
  private final Map<TopicPartition, SimulatedWorker> target = new HashMap<>();
  private final Set<SimulatedWorker> toRevoke = new HashSet<>();
  private final Set<SimulatedWorker> toAssign = new HashSet<>();

  SimulatedGroup(
      SimulatedTopic topic, Random random, Supplier<SimulatedWorker> newWorker, boolean eager) {
    this.topic = topic;
    this.random = random;
    this.newWorker = newWorker;
    this.eager = eager;
    workers.add(newWorker.get());
    workers.add(newWorker.get());
    rebalance();
  }

  /** Lets one of the workers run. */
  void step() {
    var worker = workers.get(random.nextInt(workers.size()));
    worker.iterate(() -> take(worker));
  }

  void rebalance() {
    if (toAssign.isEmpty()) {
      topic.partitions().forEach(it -> target.put(it, workers.get(random.nextInt(workers.size()))));
      toRevoke.addAll(workers);
      toAssign.addAll(workers);
    }
  }

  void crash() {
    var index = random.nextInt(workers.size());
    var dead = workers.get(index);
    dead.crash();
    workers.set(index, newWorker.get());
    toRevoke.remove(dead);
    toAssign.clear();
    rebalance();
  }

  private void take(SimulatedWorker worker) {
    if (toRevoke.remove(worker)) {
      var leaving = new HashSet<>(worker.assignment());
      leaving.removeIf(partition -> !eager && target.get(partition) == worker);
      if (random.nextInt(10) == 0) {
        worker.lose(leaving);
      } else {
        worker.revoke(leaving);
      }
    }
    if (toRevoke.isEmpty() && toAssign.remove(worker)) {
      var coming = new HashSet<>(topic.partitions());
      coming.removeIf(it -> target.get(it) != worker || worker.assignment().contains(it));
      worker.assign(coming);
    }
  }
}
