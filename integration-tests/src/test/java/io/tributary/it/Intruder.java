// SPDX-License-Identifier: Apache-2.0
package io.tributary.it;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * A consumer that joins the group of a sink and leaves it, every two seconds the one or the other.
 * While it is there it holds partitions of the sink and commits nothing.
 */
final class Intruder implements AutoCloseable {
  private static final Duration STAY = Duration.ofSeconds(2);
  private static final Duration POLL = Duration.ofMillis(100);

  private final SinkGroup group;
  private final String assignor;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "intruder");
  private final AtomicInteger taken = new AtomicInteger();

  private Intruder(SinkGroup group, String assignor) {
    this.group = group;
    this.assignor = assignor;
  }

  /** Starts at once; the assignor must be that of the sink. */
  static Intruder in(SinkGroup group, String assignor) {
    var intruder = new Intruder(group, assignor);
    intruder.thread.start();
    return intruder;
  }

  /** How often it has held partitions so far. */
  int taken() {
    return taken.get();
  }

  private void run() {
    try {
      do {
        visit();
      } while (!stopped.await(STAY.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void visit() {
    var settings =
        Map.<String, Object>of(
            "bootstrap.servers",
            Stack.broker().bootstrapServers(),
            "group.id",
            group.name(),
            "partition.assignment.strategy",
            assignor,
            "enable.auto.commit",
            false,
            "heartbeat.interval.ms",
            300,
            "session.timeout.ms",
            3000);
    var strings = new StringDeserializer();
    try (var consumer = new KafkaConsumer<>(settings, strings, strings)) {
      consumer.subscribe(List.of(group.topic()));
      var leaves = System.nanoTime() + STAY.toNanos();
      var held = false;
      while (System.nanoTime() < leaves) {
        consumer.poll(POLL);
        held |= !consumer.assignment().isEmpty();
      }
      taken.addAndGet(held ? 1 : 0);
    }
  }

  @Override
  public void close() {
    stopped.countDown();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
