// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.socket;

import io.tributary.common.error.ApiException;
import io.tributary.devo.SimulatedReceiver;
import io.tributary.devo.SimulatedReceiver.Verdict;
import io.tributary.devo.SinkMark;
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
 * The receiver either answers each message or confirms all at once, and what it does not like it
 * refuses, or it ends the session there.
 */
public final class SimulatedDevo implements DevoTransport {
  private static final String ENDPOINT = "tcp://simulated:1";
  private static final int LINE = 2_000;

  private final SimulatedReceiver devo;
  private final Random random;
  private final boolean answers;
  private final boolean endsSessions;
  private final int window;
  private final Deque<Batch.Item> queue = new ArrayDeque<>();
  private final List<Batch.Item> written = new ArrayList<>();
  private final List<Outcome> outcomes = new ArrayList<>();
  private final Set<Batch.Item> revoked = Collections.newSetFromMap(new IdentityHashMap<>());
  private EpochLimit limit = EpochLimit.none();
  private boolean asked;
  private int slowFor;
  private int session = 1;

  /** Connects to this receiver. */
  public SimulatedDevo(SimulatedReceiver devo, Random random) {
    this.devo = devo;
    this.random = random;
    answers = random.nextBoolean();
    // Without answers it has no other way.
    endsSessions = !answers || random.nextBoolean();
    window = 1 + random.nextInt(40);
  }

  @Override
  public long send(Batch batch) {
    queue.addAll(batch.items());
    return (long) batch.items().size() * LINE;
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
    } else if (random.nextDouble() < devo.slow) {
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
  public void renew() {
    if (queue.isEmpty() && written.isEmpty()) {
      session++;
    }
  }

  @Override
  public void close() {
    receive(random.nextInt(written.size() + 1));
    queue.clear();
    written.clear();
  }

  private void work() {
    if (devo.refusesAll() && answers) {
      // It was asked for these before it changed its mind.
      answer(written.size());
    }
    while (!queue.isEmpty() && hasRoom() && random.nextInt(50) > 0) {
      var item = queue.remove();
      written.add(item);
      if (random.nextDouble() < devo.broken) {
        failByChance();
      } else if (!endsSessions && devo.isAtBadNode(session)) {
        refuse(item);
      } else if (devo.judge(item.message().body(), item.message().tag()) != Verdict.TAKES) {
        refuse(item);
      }
    }
    if (answers) {
      if (random.nextInt(5) == 0) {
        // It may answer in another order.
        Collections.rotate(written, 1);
      }
      answer(random.nextInt(written.size() + 1));
    } else if (!written.isEmpty() && (!hasRoom() || (asked && queue.isEmpty()))) {
      confirmAll();
    }
  }

  private boolean hasRoom() {
    return answers ? written.size() < window : bytes() < limit.bytes();
  }

  private long bytes() {
    return (long) written.size() * LINE;
  }

  private void refuse(Batch.Item item) {
    if (!endsSessions) {
      written.remove(item);
      // As RELP does, also if its partition was revoked meanwhile.
      outcomes.add(Outcome.Refused.of(item, ENDPOINT, "refused", session));
    } else {
      // Some of the answers are lost with the session.
      if (answers) {
        answer(random.nextInt(written.size()));
      }
      fail(written.size() - 1, false);
    }
  }

  /** The message at which the session has ended, as far as that can be told. */
  private Optional<RecordPosition> suspect() {
    var known = answers ? !written.isEmpty() : written.size() == 1;
    return known ? Optional.of(written.get(0).position()) : Optional.empty();
  }

  private void answer(int count) {
    if (count > 0) {
      var taken =
          written.subList(0, count).stream()
              .filter(item -> !revoked.contains(item))
              .map(Batch.Item::position)
              .toList();
      receive(count);
      outcomes.add(new Outcome.Taken(taken, Optional.empty(), count, session));
    }
  }

  private void confirmAll() {
    asked = false;
    if (random.nextDouble() < devo.unconfirmed) {
      failByChance();
      return;
    }
    var highest = new HashMap<TopicPartition, Long>();
    for (var item : written) {
      if (!revoked.contains(item)) {
        highest.merge(item.position().partition(), item.position().offset(), Math::max);
      }
    }
    var before = limit;
    limit = limit.confirmed();
    if (bytes() > before.bytes() / 2 && limit.bytes() > before.bytes()) {
      SinkMark.LIMIT_GROWN.reach();
    }
    receive(written.size());
    outcomes.add(new Outcome.TakenUpTo(highest));
  }

  private void receive(int count) {
    var received = written.subList(0, count);
    received.forEach(item -> devo.receive(item.message().body()));
    received.clear();
  }

  private void failByChance() {
    var timedOut =
        random.nextBoolean()
            || (suspect().isPresent() && !devo.mayHit(written.get(0).message().body()));
    fail(random.nextInt(written.size() + 1), timedOut);
  }

  private void fail(int received, boolean timedOut) {
    var inDoubt = written.size();
    var before = limit;
    limit = limit.lost(bytes(), timedOut);
    if (limit.bytes() < before.bytes() && before.bytes() < EpochLimit.MOST) {
      SinkMark.LIMIT_SHRUNK.reach();
    }
    var suspect = timedOut ? Optional.<RecordPosition>empty() : suspect();
    receive(received);
    queue.clear();
    written.clear();
    session++;
    outcomes.add(
        new Outcome.Lost(
            new ApiException(SinkError.NOT_DELIVERED, ENDPOINT, "simulated"), inDoubt, suspect));
  }
}
