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
 * A way to Devo. Whatever {@code send} has accepted is in doubt until {@code confirm} says
 * otherwise. An {@link ApiException} from any method says that everything in doubt must be sent
 * again, or that only an operator can help; the transport has dropped its connection and its queue
 * by then and starts afresh with the next call. All methods but {@code close} are called by one
 * thread.
 */
public interface DevoTransport extends AutoCloseable {
  /** A record the far side does not take, and why. */
  record RejectedRecord(SinkRecord record, DataException why) {}

  /** Makes a transport from the settings, a clock in milliseconds and random numbers in [0, 1). */
  interface Factory {
    DevoTransport open(DevoSinkConfig config, LongSupplier millis, DoubleSupplier random);
  }

  /**
   * Carries on without waiting. Does nothing else, unless something was lost since the last call:
   * then it throws.
   */
  void check();

  /** Accepts messages without waiting for the network; returns their bytes. */
  long send(Batch batch);

  /** Bytes accepted that are waiting for the network. */
  long queued();

  /**
   * Waits until the far side has taken everything accepted so far, and returns what is left: never
   * anything where the far side confirms all or nothing.
   */
  Unconfirmed confirm();

  /** Records refused since the last call, which stay unconfirmed until then. */
  default List<RejectedRecord> refusals() {
    return List.of();
  }

  /** These partitions are no longer ours: nothing of them is left any more. */
  default void forget(Collection<TopicPartition> partitions) {}

  /** How soon it wants to be called again while anything is unconfirmed. */
  default Duration due() {
    return Duration.ofSeconds(1);
  }

  /**
   * Drops the connection and all that is queued, at once; any thread. Nothing is confirmed by it.
   */
  @Override
  void close();
}
