// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo;

import io.tributary.common.error.ApiException;
import io.tributary.devo.delivery.DevoTransport;
import io.tributary.devo.delivery.Unconfirmed;
import io.tributary.devo.error.SinkError;
import io.tributary.devo.message.Batch;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * A connection to a Devo that fails: when it does, the receiver has read some beginning of the data
 * sent. A failure shows with a later call, as it does when another thread writes.
 */
public final class SimulatedDevo implements DevoTransport {
  private final SimulatedTopic topic;
  private final Random random;
  private final Faults faults;
  private final List<String> inDoubt = new ArrayList<>();
  private @Nullable ApiException trouble;
  private int slowFor;

  /** How often things fail, all zero once the receiver works again. */
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
  }

  @Override
  public void poll() {
    if (trouble != null) {
      var thrown = trouble;
      trouble = null;
      throw thrown;
    }
  }

  @Override
  public long send(Batch batch) {
    var messages = batch.messages();
    poll();
    for (var message : messages) {
      if (random.nextDouble() < faults.write) {
        fail();
        break;
      }
      inDoubt.add(message.body());
    }
    return messages.size() * 100L;
  }

  @Override
  public long queuedBytes() {
    if (slowFor > 0) {
      slowFor--;
    } else if (random.nextDouble() < faults.slow) {
      slowFor = random.nextInt(6);
    }
    return slowFor > 0 ? Long.MAX_VALUE : 0;
  }

  @Override
  public Unconfirmed confirm() {
    poll();
    if (random.nextDouble() < faults.confirm) {
      fail();
    }
    poll();
    inDoubt.forEach(topic::receive);
    inDoubt.clear();
    return new Unconfirmed();
  }

  @Override
  public void close() {
    fail();
  }

  private void fail() {
    inDoubt.subList(0, random.nextInt(inDoubt.size() + 1)).forEach(topic::receive);
    inDoubt.clear();
    trouble = new ApiException(SinkError.NOT_DELIVERED, "tcp://simulated:1", "simulated");
  }
}
