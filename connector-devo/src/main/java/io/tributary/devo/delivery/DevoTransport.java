// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.delivery;

import io.tributary.common.error.ApiException;
import io.tributary.devo.config.DevoSinkConfig;
import io.tributary.devo.message.Batch;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Sends messages to Devo. Everything that {@code send} has accepted is in doubt until {@code
 * confirm} returns without it. An {@link ApiException} from any method means that everything in
 * doubt must be sent again, or that only an operator can help. By then the transport has dropped
 * its connection and its queue, and starts afresh with the next call. One thread calls all methods
 * except {@code close}.
 */
public interface DevoTransport extends AutoCloseable {
  /** A record that the receiver does not accept, and the reason. */
  record RejectedRecord(SinkRecord record, DataException reason) {}

  /** Opens a transport with a clock in milliseconds and random numbers in [0, 1). */
  interface Factory {
    DevoTransport open(DevoSinkConfig config, LongSupplier millis, DoubleSupplier random);
  }

  /**
   * Makes progress without waiting.
   *
   * @throws ApiException if something was lost since the last call
   */
  void poll();

  /** Accepts messages without waiting for the network, and returns their bytes. */
  long send(Batch batch);

  /** Accepted bytes that are waiting for the network. */
  long queuedBytes();

  /**
   * Waits for the receiver to confirm everything accepted so far, and returns what it has not
   * confirmed: always nothing if the receiver confirms all or nothing.
   */
  Unconfirmed confirm();

  /** Returns the records rejected since the last call. They were unconfirmed until now. */
  default List<RejectedRecord> drainRejected() {
    return List.of();
  }

  /** Drops everything that belongs to these partitions: they were revoked. */
  default void revoke(Collection<TopicPartition> partitions) {}

  /** How soon {@code poll} should be called again while anything is unconfirmed. */
  default Duration timeUntilPoll() {
    return Duration.ofSeconds(1);
  }

  /** Drops the connection and the queue at once, and confirms nothing. Any thread may call it. */
  @Override
  void close();
}
