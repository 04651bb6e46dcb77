// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo;

import io.tributary.common.error.ApiException;
import io.tributary.common.error.Recoverability;
import io.tributary.devo.delivery.DevoTransport;
import io.tributary.devo.delivery.Outcome;
import io.tributary.devo.error.SinkError;
import io.tributary.devo.message.Batch;
import io.tributary.devo.message.RecordPosition;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/**
 * An unreliable connection to Devo. When it fails, the receiver has taken some of what was written.
 * The receiver either answers each message or confirms all at once, and it does not like some
 * messages: it refuses them, or ends the session at them.
 */
public final class SimulatedDevo implements DevoTransport {
  private static final String ENDPOINT = "tcp://simulated:1";

  private final SimulatedTopic topic;
  private final Random random;
  private final Faults faults;
  private final boolean answers;
  private final boolean endsSessions;
  private final Deque<Batch.Item> queue = new ArrayDeque<>();
  private final List<Batch.Item> written = new ArrayList<>();
  private final List<Outcome> outcomes = new ArrayList<>();
  private final Set<Batch.Item> revoked = Collections.newSetFromMap(new IdentityHashMap<>());
  private int limit = Integer.MAX_VALUE;
  private boolean asked;
  private int slowFor;

  /** How often things fail. All are zero once the receiver works again. */
  public static final class Faults {
    public double write;
    public double confirm;
    public double slow;

    static Faults of(Random random) {
      var faults = new Faults();
      faults.write = random.nextDouble() * 0.02;
      faults.confirm = random.nextDouble() * 0.4;
      faults.slow = random.nextDouble() * 0.05;
      return faults;
    }

    void end() {
      write = 0;
      confirm = 0;
      slow = 0;
    }
  }

  SimulatedDevo(SimulatedTopic topic, Random random, Faults faults) {
    this.topic = topic;
    this.random = random;
    this.faults = faults;
    answers = random.nextBoolean();
    // Without answers it has no other way.
    endsSessions = !answers || random.nextBoolean();
  }

  @Override
  public long send(Batch batch) {
    queue.addAll(batch.items());
    return batch.items().size() * 100L;
  }

  @Override
  public List<Outcome> poll() {
    work();
    var all = List.copyOf(outcomes);
    outcomes.clear();
    return all;
  }

  @Override
  public void confirm() {
    asked = true;
  }

  @Override
  public boolean await(Duration atMost) {
    work();
    return !outcomes.isEmpty();
  }

  @Override
  public long heldBytes() {
    if (slowFor > 0) {
      slowFor--;
    } else if (random.nextDouble() < faults.slow) {
      slowFor = random.nextInt(6);
    }
    return slowFor > 0 ? Long.MAX_VALUE / 2 : 0;
  }

  @Override
  public void revoke(Collection<TopicPartition> partitions) {
    queue.removeIf(item -> partitions.contains(item.position().partition()));
    // What was written goes on its way, and the answer to it is for nobody.
    written.stream()
        .filter(item -> partitions.contains(item.position().partition()))
        .forEach(revoked::add);
  }

  @Override
  public Duration timeUntilPoll() {
    return Duration.ofMillis(1 + random.nextInt(1_000));
  }

  @Override
  public void close() {
    receive(random.nextInt(written.size() + 1));
    queue.clear();
    written.clear();
  }

  private void work() {
    while (!queue.isEmpty() && written.size() < limit && random.nextInt(50) > 0) {
      var item = queue.remove();
      written.add(item);
      if (random.nextDouble() < faults.write) {
        fail(random.nextInt(written.size() + 1), Optional.empty());
      } else if (topic.isPoison(item.message().body())) {
        meetPoison(item);
      }
    }
    if (answers) {
      answer(random.nextInt(written.size() + 1));
    } else if (!written.isEmpty() && (written.size() >= limit || (asked && queue.isEmpty()))) {
      confirmAll();
    }
  }

  private void meetPoison(Batch.Item item) {
    if (!endsSessions) {
      written.remove(item);
      outcomes.add(refusal(item));
    } else if (answers) {
      // Some of the answers are lost with the session.
      answer(random.nextInt(written.size()));
      fail(written.size() - 1, Optional.of(written.get(0).position()));
    } else {
      var only =
          written.size() == 1 ? Optional.of(item.position()) : Optional.<RecordPosition>empty();
      fail(written.size() - 1, only);
    }
  }

  private static Outcome refusal(Batch.Item item) {
    var why =
        new ApiException(
            SinkError.ALL_REFUSED, Recoverability.UNCLEAR, null, null, ENDPOINT, "refused");
    var subject = new Outcome.Subject.Message(item.position());
    return new Outcome.Refused(List.of(item), subject, why, "refused", false);
  }

  private void answer(int count) {
    if (count > 0) {
      var taken =
          written.subList(0, count).stream()
              .filter(item -> !revoked.contains(item))
              .map(Batch.Item::position)
              .toList();
      receive(count);
      outcomes.add(new Outcome.Taken(taken, Optional.empty()));
    }
  }

  private void confirmAll() {
    asked = false;
    if (random.nextDouble() < faults.confirm) {
      fail(random.nextInt(written.size() + 1), Optional.empty());
      return;
    }
    var highest = new HashMap<TopicPartition, Long>();
    for (var item : written) {
      if (!revoked.contains(item)) {
        highest.merge(item.position().partition(), item.position().offset(), Math::max);
      }
    }
    receive(written.size());
    outcomes.add(new Outcome.TakenUpTo(highest));
    limit = limit > Integer.MAX_VALUE / 2 ? limit : limit * 2;
  }

  private void receive(int count) {
    var received = written.subList(0, count);
    received.forEach(item -> topic.receive(item.message().body()));
    received.clear();
  }

  private void fail(int received, Optional<RecordPosition> suspect) {
    var inDoubt = written.size();
    receive(received);
    queue.clear();
    written.clear();
    limit = Math.max(1, inDoubt / 8);
    outcomes.add(
        new Outcome.Lost(
            new ApiException(SinkError.NOT_DELIVERED, ENDPOINT, "simulated"), inDoubt, suspect));
  }
}
