// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * Two workers that share the partitions of a topic. An eager rebalance revokes all partitions, a
 * cooperative one only those that move. Each worker notices inside its own poll.
 */
final class SimulatedGroup {
  private final SimulatedTopic topic;
  private final Random random;
  private final Supplier<SimulatedWorker> newWorker;
  private final boolean eager;
  private final BooleanSupplier mayFail;
  private final List<SimulatedWorker> workers = new ArrayList<>();
  private final Map<TopicPartition, SimulatedWorker> target = new HashMap<>();
  private final Set<SimulatedWorker> toRevoke = new HashSet<>();
  private final Set<SimulatedWorker> toAssign = new HashSet<>();
  private final Map<Integer, Long> time = new HashMap<>();
  private boolean healed;

  /**
   * Starts two workers.
   *
   * @param mayFail whether a task may fail by now
   */
  SimulatedGroup(
      SimulatedTopic topic,
      Random random,
      Supplier<SimulatedWorker> newWorker,
      boolean eager,
      BooleanSupplier mayFail) {
    this.topic = topic;
    this.random = random;
    this.newWorker = newWorker;
    this.eager = eager;
    this.mayFail = mayFail;
    workers.add(newWorker.get());
    workers.add(newWorker.get());
    rebalance();
  }

  /** Runs one step of one of the workers. */
  void step() {
    var worker = healed ? behind() : workers.get(random.nextInt(workers.size()));
    var before = worker.now();
    try {
      worker.iterate(() -> take(worker));
    } catch (ConnectException e) {
      failed(worker, e);
    }
    time.merge(workers.indexOf(worker), Math.max(0, worker.now() - before), Long::sum);
  }

  /** An operator starts a task again that has failed for a reason that it may have. */
  private void failed(SimulatedWorker worker, ConnectException why) {
    assertThat(worker.lettersRefused() || mayFail.getAsBoolean()).as("%s", why).isTrue();
    worker.fail();
    replace(workers.indexOf(worker));
  }

  /** One of the workers stands still for a while. */
  void jump() {
    workers.get(random.nextInt(workers.size())).jump(1L << random.nextInt(24));
  }

  /** The worker whose time has run least, so that none waits for the others. */
  private SimulatedWorker behind() {
    return Collections.min(
        workers,
        Comparator.comparingLong(worker -> time.getOrDefault(workers.indexOf(worker), 0L)));
  }

  /** All faults have ended: measures time from now on. */
  void healed() {
    healed = true;
    time.clear();
    workers.forEach(SimulatedWorker::healed);
  }

  /** The milliseconds that have passed for all workers, without those that were jumped over. */
  long time() {
    return time.getOrDefault(workers.indexOf(behind()), 0L);
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
    workers.get(index).crash();
    replace(index);
  }

  private void replace(int index) {
    var dead = workers.get(index);
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
