package io.tributary.devo.http;

import io.tributary.common.error.ApiException;
import io.tributary.common.pace.Backoff;
import io.tributary.common.pace.RetryPolicy;
import io.tributary.devo.config.DevoSinkConfig;
import io.tributary.devo.config.Endpoint;
import io.tributary.devo.delivery.DeliveryMonitor;
import io.tributary.devo.delivery.DevoTransport;
import io.tributary.devo.delivery.Unconfirmed;
import io.tributary.devo.error.SinkError;
import io.tributary.devo.message.Batch;
import io.tributary.devo.message.RecordPosition;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * HTTP. Events of one tag and host gather in a batch over several calls until it is full, a second
 * old, or to be confirmed; then it waits for one of the requests that may be on their way at once.
 * A request that failed is made again as it was, after a wait for all of them. Nothing is confirmed
 * but by an answer, and everything is done by the caller's thread but the requests themselves.
 */
public final class HttpTransport implements DevoTransport {
  private static final Logger LOG = LoggerFactory.getLogger(DeliveryMonitor.LOGGER);
  private static final Duration LOOK = Duration.ofMillis(10);

  /** How many events in a row may be refused before the fault is not with the events. */
  private static final int BLAMELESS = 10;

  private final Endpoint endpoint;
  private final int maxInFlight;
  private final Duration confirmTimeout;
  private final HttpSender sender;
  private final LongSupplier millis;
  private Backoff backoff;
  private final BatchAccumulator open;
  private final Deque<HttpBatch> ready = new ArrayDeque<>();
  private final Set<HttpBatch> inFlight = new HashSet<>();
  private final List<RejectedRecord> refusals = new ArrayList<>();
  private @Nullable ApiException fatal;

  /** None before anything was taken: wrong settings would pass for wrong events. */
  private int mayRefuse;

  public HttpTransport(
      DevoSinkConfig config, HttpSender sender, LongSupplier millis, DoubleSupplier random) {
    endpoint = config.endpoint();
    open = new BatchAccumulator(config.batchMaxBytes(), ready::add);
    maxInFlight = config.requestsInFlight();
    confirmTimeout = config.confirmTimeout();
    backoff = Backoff.none(new RetryPolicy(config.backoff(), config.backoffMax(), random));
    this.sender = sender;
    this.millis = millis;
  }

  @Override
  public void check() {
    for (var answer = sender.next(Duration.ZERO);
        answer != null;
        answer = sender.next(Duration.ZERO)) {
      learn(answer);
    }
    open.closeDue(now());
    post();
    throwFatal();
  }

  @Override
  public long send(Batch batch) {
    long bytes = 0;
    var now = now();
    for (var item : batch.items()) {
      bytes += open.add(item, now);
    }
    post();
    return bytes;
  }

  @Override
  public long queued() {
    return ready.stream().mapToLong(HttpBatch::weight).sum();
  }

  @Override
  public Unconfirmed confirm() {
    open.closeAll();
    post();
    var deadline = now() + confirmTimeout.toMillis();
    // What waits after a failure is not waited for: Connect asks again.
    while (!inFlight.isEmpty() && now() < deadline) {
      var answer = sender.next(Duration.ofMillis(deadline - now()));
      if (answer == null) {
        break;
      }
      learn(answer);
      post();
    }
    throwFatal();
    return left();
  }

  @Override
  public List<RejectedRecord> refusals() {
    var told = List.copyOf(refusals);
    refusals.clear();
    return told;
  }

  @Override
  public void forget(Collection<TopicPartition> partitions) {
    batches().forEach(batch -> batch.forget(partitions));
    open.forget(partitions);
    ready.removeIf(HttpBatch::isEmpty);
    refusals.removeIf(refusal -> partitions.contains(Batch.partition(refusal.record())));
  }

  @Override
  public Duration due() {
    if (!refusals.isEmpty()) {
      return Duration.ZERO;
    }
    if (!inFlight.isEmpty()) {
      return LOOK;
    }
    if (!ready.isEmpty()) {
      return backoff.remaining(now());
    }
    return open.untilDue(now());
  }

  @Override
  public void close() {
    sender.close();
  }

  private void post() {
    while (fatal == null
        && inFlight.size() < maxInFlight
        && !ready.isEmpty()
        && backoff.remaining(now()).isZero()) {
      var batch = ready.remove();
      batch.sent(now());
      inFlight.add(batch);
      sender.post(batch);
    }
  }

  private void learn(BatchResult answer) {
    var batch = answer.batch();
    inFlight.remove(batch);
    switch (answer.verdict()) {
      case TAKEN -> {
        mayRefuse = BLAMELESS;
        backoff = backoff.succeeded();
      }
      case AGAIN -> again(answer);
      case TOO_LARGE, REFUSED -> {
        if (batch.size() > 1) {
          var halves = batch.halves();
          ready.addFirst(halves.get(1));
          ready.addFirst(halves.get(0));
        } else {
          batch.records().forEach(record -> refused(record, answer));
        }
      }
      case STOP -> fatal = answer.trouble(endpoint);
    }
  }

  private void again(BatchResult answer) {
    var batch = answer.batch();
    var now = now();
    var another = backoff.isAnother(batch.sentAt());
    if (another) {
      backoff = backoff.failed(now);
    }
    if (answer.retryAfter() != null) {
      backoff = backoff.atLeast(answer.retryAfter(), now);
    }
    if (another) {
      LOG.warn(
          "{} {} messages will be sent again; next attempt in {} ms",
          answer.trouble(endpoint).getMessage(),
          batch.size(),
          backoff.remaining(now).toMillis());
    }
    if (!batch.isEmpty()) {
      ready.addFirst(batch);
    }
  }

  private void refused(SinkRecord record, BatchResult answer) {
    var place = RecordPosition.of(record);
    if (answer.verdict() == BatchResult.Outcome.TOO_LARGE) {
      var bytes = answer.batch().bytes();
      var why =
          SinkError.EVENT_TOO_LARGE.message(place, bytes, "Devo takes (" + answer.text() + ")");
      refusals.add(new RejectedRecord(record, new DataException(why)));
    } else if (mayRefuse > 0) {
      mayRefuse--;
      var why = SinkError.EVENT_REFUSED.message(place, answer.text());
      refusals.add(new RejectedRecord(record, new DataException(why)));
    } else {
      fatal = answer.trouble(endpoint);
    }
  }

  private Stream<HttpBatch> batches() {
    return Stream.of(open.all(), ready, inFlight).flatMap(Collection::stream);
  }

  private Unconfirmed left() {
    var left = new Unconfirmed();
    batches()
        .forEach(
            batch ->
                left.sent(
                    Batch.lowestOffsets(batch.records()), batch.size(), batch.bytes(), now()));
    for (var refusal : refusals) {
      left.sent(Batch.lowestOffsets(List.of(refusal.record())), 1, 0, now());
    }
    return left;
  }

  private void throwFatal() {
    if (fatal != null) {
      throw fatal;
    }
  }

  private long now() {
    return millis.getAsLong();
  }
}
