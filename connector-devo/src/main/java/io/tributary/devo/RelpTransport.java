package io.tributary.devo;

import io.tributary.common.error.ApiException;
import io.tributary.common.error.Recoverability;
import io.tributary.common.error.SinkError;
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
 * Syslog over RELP, where a receiver can refuse a message. A refusal is trouble as any other first:
 * it may pass, so everything unconfirmed is sent again. A record that is refused again and again is
 * sent no more and handed back, unless too many are: then it is not the records that are wrong.
 */
final class RelpTransport implements DevoTransport {
  /** How often a record is sent before its refusal is believed. */
  static final int ATTEMPTS = 5;

  /** How many records may be given up between two confirmations. */
  static final int BLAMELESS = 10;

  private final Endpoint endpoint;
  private final SyslogTransport syslog;
  private final Map<Place, String> givenUp = new HashMap<>();
  private final Map<Place, Refusal> refusals = new LinkedHashMap<>();

  /** What was given up and handed back, until a confirmation shows that it will not come again. */
  private final Set<Place> told = new HashSet<>();

  private @Nullable Place suspect;
  private int attempts;
  private int mayGiveUp = BLAMELESS;

  RelpTransport(Endpoint endpoint, SyslogTransport syslog) {
    this.endpoint = endpoint;
    this.syslog = syslog;
  }

  @Override
  public void check() {
    judged(
        () -> {
          syslog.check();
          return 0;
        });
  }

  @Override
  public long send(Batch batch) {
    var sent = batch.items().stream().filter(item -> !givenUp.containsKey(item.place())).toList();
    var bytes = judged(() -> syslog.send(new Batch(sent)));
    for (var item : batch.items()) {
      var answer = givenUp.get(item.place());
      if (answer != null && !told.contains(item.place())) {
        var why = new DataException(SinkError.EVENT_REFUSED.message(item.place(), answer));
        refusals.put(item.place(), new Refusal(item.record(), why));
      }
    }
    return bytes;
  }

  @Override
  public long queued() {
    return syslog.queued();
  }

  @Override
  public Unconfirmed confirm() {
    var left = judged(syslog::confirm);
    mayGiveUp = BLAMELESS;
    suspect = null;
    for (var refusal : refusals.values()) {
      left.sent(Batch.lowestOffsets(List.of(refusal.record())), 1, 0, 0);
    }
    if (left.isEmpty()) {
      givenUp.keySet().removeAll(told);
      told.clear();
    }
    return left;
  }

  @Override
  public List<Refusal> refusals() {
    var all = List.copyOf(refusals.values());
    told.addAll(refusals.keySet());
    refusals.clear();
    return all;
  }

  @Override
  public void forget(Collection<TopicPartition> partitions) {
    // Whoever gets them may come back with them much later, when the receiver may take the record.
    refusals.keySet().removeIf(place -> partitions.contains(place.partition()));
    givenUp.keySet().removeIf(place -> partitions.contains(place.partition()));
    told.removeIf(place -> partitions.contains(place.partition()));
  }

  @Override
  public Duration due() {
    return refusals.isEmpty() ? syslog.due() : Duration.ZERO;
  }

  @Override
  public void close() {
    syslog.close();
  }

  private <T> T judged(Supplier<T> call) {
    try {
      return call.get();
    } catch (ApiException e) {
      throw judged(e);
    }
  }

  private ApiException judged(ApiException trouble) {
    if (!(trouble.getCause() instanceof RelpRefusal refusal)) {
      return trouble;
    }
    attempts = refusal.place().equals(suspect) ? attempts + 1 : 1;
    suspect = refusal.place();
    if (attempts < ATTEMPTS) {
      return trouble;
    }
    suspect = null;
    if (mayGiveUp == 0) {
      return new ApiException(
          SinkError.ALL_REFUSED, Recoverability.STOP, null, refusal, endpoint, refusal.answer());
    }
    mayGiveUp--;
    givenUp.put(refusal.place(), refusal.answer());
    return trouble;
  }
}
