// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.relp;

import io.tributary.common.error.ApiException;
import io.tributary.common.error.Recoverability;
import io.tributary.devo.config.Endpoint;
import io.tributary.devo.delivery.DevoTransport;
import io.tributary.devo.delivery.Unconfirmed;
import io.tributary.devo.error.SinkError;
import io.tributary.devo.message.Batch;
import io.tributary.devo.message.RecordPosition;
import io.tributary.devo.socket.SocketTransport;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.DataException;
import org.jspecify.annotations.Nullable;

/**
 * Syslog over RELP, where the receiver can reject a message. A rejection may pass, so at first it
 * is handled like a lost connection: everything unconfirmed is sent again. A record that is
 * rejected again and again is no longer sent but returned as rejected. If that happens to too many
 * records, the receiver or the settings are at fault, and the transport fails.
 */
public final class RelpTransport implements DevoTransport {
  /** A record is rejected for good after this many attempts. */
  static final int MAX_ATTEMPTS = 5;

  /** The maximum number of rejected records between two confirmations. */
  static final int MAX_REJECTED = 10;

  private final Endpoint endpoint;
  private final SocketTransport socket;

  /** Records that are no longer sent, with the answers they got. */
  private final Map<RecordPosition, String> excluded = new HashMap<>();

  private final Map<RecordPosition, RejectedRecord> rejected = new LinkedHashMap<>();

  /** Excluded records that were returned, until a confirmation shows that they will not recur. */
  private final Set<RecordPosition> drained = new HashSet<>();

  private @Nullable RecordPosition suspect;
  private int attempts;
  private int rejectionsLeft = MAX_REJECTED;

  public RelpTransport(Endpoint endpoint, SocketTransport socket) {
    this.endpoint = endpoint;
    this.socket = socket;
  }

  @Override
  public void poll() {
    attributed(
        () -> {
          socket.poll();
          return 0;
        });
  }

  @Override
  public long send(Batch batch) {
    var sent =
        batch.items().stream().filter(item -> !excluded.containsKey(item.position())).toList();
    var bytes = attributed(() -> socket.send(new Batch(sent)));
    for (var item : batch.items()) {
      var answer = excluded.get(item.position());
      if (answer != null && !drained.contains(item.position())) {
        var reason = new DataException(SinkError.EVENT_REFUSED.message(item.position(), answer));
        rejected.put(item.position(), new RejectedRecord(item.record(), reason));
      }
    }
    return bytes;
  }

  @Override
  public long queuedBytes() {
    return socket.queuedBytes();
  }

  @Override
  public Unconfirmed confirm() {
    var unconfirmed = attributed(socket::confirm);
    rejectionsLeft = MAX_REJECTED;
    suspect = null;
    for (var record : rejected.values()) {
      unconfirmed.sent(Batch.lowestOffsets(List.of(record.record())), 1, 0, 0);
    }
    if (unconfirmed.isEmpty()) {
      excluded.keySet().removeAll(drained);
      drained.clear();
    }
    return unconfirmed;
  }

  @Override
  public List<RejectedRecord> drainRejected() {
    var all = List.copyOf(rejected.values());
    drained.addAll(rejected.keySet());
    rejected.clear();
    return all;
  }

  @Override
  public void revoke(Collection<TopicPartition> partitions) {
    // The next owner may return to them much later, when the receiver may accept the record.
    rejected.keySet().removeIf(position -> partitions.contains(position.partition()));
    excluded.keySet().removeIf(position -> partitions.contains(position.partition()));
    drained.removeIf(position -> partitions.contains(position.partition()));
  }

  @Override
  public Duration timeUntilPoll() {
    return rejected.isEmpty() ? socket.timeUntilPoll() : Duration.ZERO;
  }

  @Override
  public void close() {
    socket.close();
  }

  private <T> T attributed(Supplier<T> call) {
    try {
      return call.get();
    } catch (ApiException e) {
      throw attribute(e);
    }
  }

  /** Counts a rejection against its record, and excludes the record after the last attempt. */
  private ApiException attribute(ApiException failure) {
    if (!(failure.getCause() instanceof RelpRejectedException rejection)) {
      return failure;
    }
    attempts = rejection.position().equals(suspect) ? attempts + 1 : 1;
    suspect = rejection.position();
    if (attempts < MAX_ATTEMPTS) {
      return failure;
    }
    suspect = null;
    if (rejectionsLeft == 0) {
      return new ApiException(
          SinkError.ALL_REFUSED,
          Recoverability.STOP,
          null,
          rejection,
          endpoint,
          rejection.answer());
    }
    rejectionsLeft--;
    excluded.put(rejection.position(), rejection.answer());
    return failure;
  }
}
