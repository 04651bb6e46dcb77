// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo;

import io.tributary.devo.delivery.DevoTransport;
import io.tributary.devo.delivery.Outcome;
import io.tributary.devo.message.Batch;
import io.tributary.devo.message.RecordPosition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/**
 * A transport in the hands of a test, which waits where the task does not: until every message sent
 * has ended, or the connection was lost.
 */
public final class DrivenTransport implements AutoCloseable {
  private static final Duration LONGEST = Duration.ofSeconds(20);

  private final DevoTransport transport;
  private final List<Outcome> outcomes = new ArrayList<>();

  /** Several messages may have the same position here. */
  private final Map<RecordPosition, Integer> open = new LinkedHashMap<>();

  private final Set<Long> taken = new TreeSet<>();

  public DrivenTransport(DevoTransport transport) {
    this.transport = transport;
  }

  /** Sends messages and returns their bytes. */
  public long send(Batch batch) {
    batch.items().forEach(item -> open.merge(item.position(), 1, Integer::sum));
    return transport.send(batch);
  }

  /**
   * Asks for a confirmation and waits for it, without an error if some messages were refused.
   *
   * @throws io.tributary.common.error.ApiException if the connection was lost
   */
  public void confirm() {
    settle()
        .ifPresent(
            lost -> {
              throw lost.why();
            });
  }

  /** The same, but returns a loss of the connection. */
  public Optional<Outcome.Lost> settle() {
    var deadline = System.nanoTime() + LONGEST.toNanos();
    transport.confirm();
    var lost = lostIn(take());
    while (lost.isEmpty() && !open.isEmpty()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("after " + LONGEST + " still open: " + open.size());
      }
      if (!transport.await(Duration.ofMillis(20))) {
        pause();
      }
      lost = lostIn(take());
    }
    return lost;
  }

  /**
   * Makes progress.
   *
   * @throws io.tributary.common.error.ApiException if the connection was lost
   */
  public void poll() {
    lostIn(take())
        .ifPresent(
            lost -> {
              throw lost.why();
            });
  }

  private List<Outcome> take() {
    var all = transport.poll();
    outcomes.addAll(all);
    for (var outcome : all) {
      if (outcome instanceof Outcome.Taken some) {
        some.messages().forEach(this::taken);
      } else if (outcome instanceof Outcome.TakenUpTo some) {
        List.copyOf(open.keySet()).stream()
            .filter(at -> at.offset() <= some.offsets().getOrDefault(at.partition(), -1L))
            .peek(at -> open.put(at, 1))
            .forEach(this::taken);
      } else if (outcome instanceof Outcome.Refused some) {
        some.messages().forEach(item -> ended(item.position()));
      } else if (outcome instanceof Outcome.Lost) {
        open.clear();
      }
    }
    return all;
  }

  private void taken(RecordPosition message) {
    ended(message);
    taken.add(message.offset());
  }

  private void ended(RecordPosition message) {
    open.computeIfPresent(message, (same, times) -> times == 1 ? null : times - 1);
  }

  private static Optional<Outcome.Lost> lostIn(List<Outcome> outcomes) {
    return outcomes.stream()
        .filter(Outcome.Lost.class::isInstance)
        .map(Outcome.Lost.class::cast)
        .findFirst();
  }

  /** All outcomes so far, in their order. */
  public List<Outcome> outcomes() {
    return List.copyOf(outcomes);
  }

  /** The offsets that were taken so far. */
  public Set<Long> taken() {
    return taken;
  }

  /** All refusals so far. */
  public List<Outcome.Refused> refused() {
    return outcomes.stream()
        .filter(Outcome.Refused.class::isInstance)
        .map(Outcome.Refused.class::cast)
        .collect(Collectors.toList());
  }

  public long heldBytes() {
    return transport.heldBytes();
  }

  public Duration timeUntilPoll() {
    return transport.timeUntilPoll();
  }

  public void revoke(Collection<TopicPartition> partitions) {
    open.keySet().removeIf(at -> partitions.contains(at.partition()));
    transport.revoke(partitions);
  }

  @Override
  public void close() {
    transport.close();
  }

  /** A transport that is waiting for nothing may be backing off. */
  private static void pause() {
    LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
  }
}
