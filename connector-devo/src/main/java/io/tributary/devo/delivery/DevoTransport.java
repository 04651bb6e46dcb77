// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.delivery;

import io.tributary.devo.config.DevoSinkConfig;
import io.tributary.devo.message.Batch;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import org.apache.kafka.common.TopicPartition;

/**
 * Sends messages to Devo without ever waiting for the network. Every message that {@code send} has
 * accepted ends in an {@link Outcome}: it is taken, refused, or in doubt because the connection was
 * lost. After {@link Outcome.Lost} the transport has dropped its connection and everything it had
 * accepted, and starts afresh with the next message. One thread calls all methods except {@code
 * close}.
 */
public interface DevoTransport extends AutoCloseable {
  /** Opens a transport with a clock in milliseconds and random numbers in [0, 1). */
  interface Factory {
    DevoTransport open(DevoSinkConfig config, LongSupplier millis, DoubleSupplier random);
  }

  /**
   * How many {@link #heldBytes} the task lets it have.
   *
   * @param high above it, the task takes nothing in
   * @param low below it, the task takes records in again; at most {@code high}
   */
  record Capacity(long high, long low) {}

  /** As much as it needs to be busy. */
  default Capacity capacity() {
    return new Capacity(16L << 20, 4L << 20);
  }

  /** Accepts messages and returns their bytes on the wire. A lost connection is told by poll. */
  long send(Batch batch);

  /** Makes progress, and returns what has become known since the last call, in this order. */
  List<Outcome> poll();

  /**
   * Asks for an answer for everything accepted so far, as soon as the receiver can give one.
   * Without it a transport may go on for some time before it asks.
   */
  void confirm();

  /**
   * Waits until {@code poll} has something to return, but no longer than this.
   *
   * @return whether it has
   */
  boolean await(Duration atMost);

  /**
   * The heap that the accepted messages use until they end, in bytes, as {@link
   * Batch.Item#weight()} estimates it (rule R5).
   */
  long heldBytes();

  /**
   * Whether what becomes of a message never depends on others that are sent at the same time. If it
   * does, a message that was refused is tried again only when nothing else is on its way.
   */
  default boolean isolates() {
    return false;
  }

  /**
   * Sends the next message over a new connection, which may lead to another node, unless something
   * is still on its way.
   */
  default void renew() {}

  /** Drops everything that belongs to these partitions: they were revoked. */
  void revoke(Collection<TopicPartition> partitions);

  /** How soon {@code poll} should be called again while anything is held. */
  Duration timeUntilPoll();

  /** Drops the connection and everything accepted at once. Any thread may call it. */
  @Override
  void close();
}
