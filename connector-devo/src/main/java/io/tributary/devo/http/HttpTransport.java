// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.http;

import io.tributary.common.error.ApiException;
import io.tributary.common.error.Durations;
import io.tributary.common.pace.Backoff;
import io.tributary.devo.config.DevoSinkConfig;
import io.tributary.devo.config.Endpoint;
import io.tributary.devo.delivery.DeliveryMonitor;
import io.tributary.devo.delivery.DevoTransport;
import io.tributary.devo.delivery.Unconfirmed;
import io.tributary.devo.message.Batch;
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
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends messages to Devo's HTTP intake. Messages of one tag and host are collected in a batch over
 * several calls, until it is full, a second old, or to be confirmed. Then it waits for one of the
 * requests that may be in flight at once. A request that failed is sent again unchanged, after a
 * wait for all requests. Only a response confirms. The caller's thread does everything except the
 * requests themselves.
 */
public final class HttpTransport implements DevoTransport {
  private static final Logger LOG = LoggerFactory.getLogger(DeliveryMonitor.LOGGER);
  private static final Duration RESULT_CHECK_INTERVAL = Duration.ofMillis(10);

  /** If more events in a row are rejected, the events are not at fault. */
  private static final int MAX_REJECTED = 10;

  private final Endpoint endpoint;
  private final int maxInFlight;
  private final Duration confirmTimeout;
  private final HttpSender sender;
  private final LongSupplier millis;
  private final BatchAccumulator accumulator;
  private final Deque<HttpBatch> ready = new ArrayDeque<>();
  private final Set<HttpBatch> inFlight = new HashSet<>();
  private final List<RejectedRecord> rejected = new ArrayList<>();
  private Backoff backoff;
  private @Nullable ApiException fatal;

  /** Zero until something is accepted: wrong settings would look like wrong events. */
  private int rejectionsLeft;

  /** Sends with OkHttp. */
  public HttpTransport(DevoSinkConfig config, LongSupplier millis, DoubleSupplier random) {
    this(config, new OkHttpSender(config), millis, random);
  }

  HttpTransport(
      DevoSinkConfig config, HttpSender sender, LongSupplier millis, DoubleSupplier random) {
    this.sender = sender;
    this.millis = millis;
    endpoint = config.endpoint();
    accumulator = new BatchAccumulator(config.batchMaxBytes(), ready::add);
    maxInFlight = config.requestsInFlight();
    confirmTimeout = config.confirmTimeout();
    backoff = Backoff.none(config.retryPolicy(random));
  }

  @Override
  public void poll() {
    for (var result = sender.poll(Duration.ZERO);
        result != null;
        result = sender.poll(Duration.ZERO)) {
      handle(result);
    }
    accumulator.closeDue(now());
    post();
    throwFatal();
  }

  @Override
  public long send(Batch batch) {
    long bytes = 0;
    var now = now();
    for (var item : batch.items()) {
      bytes += accumulator.add(item, now);
    }
    post();
    return bytes;
  }

  @Override
  public long queuedBytes() {
    return ready.stream().mapToLong(HttpBatch::weight).sum();
  }

  @Override
  public Unconfirmed confirm() {
    accumulator.closeAll();
    post();
    var deadline = now() + confirmTimeout.toMillis();
    // Does not wait for a back-off to end: Connect will ask again.
    while (!inFlight.isEmpty() && now() < deadline) {
      var result = sender.poll(Duration.ofMillis(deadline - now()));
      if (result == null) {
        break;
      }
      handle(result);
      post();
    }
    throwFatal();
    return unconfirmed();
  }

  @Override
  public List<RejectedRecord> drainRejected() {
    var drained = List.copyOf(rejected);
    rejected.clear();
    return drained;
  }

  @Override
  public void revoke(Collection<TopicPartition> partitions) {
    batches().forEach(batch -> batch.revoke(partitions));
    accumulator.revoke(partitions);
    ready.removeIf(HttpBatch::isEmpty);
    rejected.removeIf(record -> partitions.contains(Batch.partition(record.record())));
  }

  @Override
  public Duration timeUntilPoll() {
    if (!rejected.isEmpty()) {
      return Duration.ZERO;
    }
    if (!inFlight.isEmpty()) {
      return RESULT_CHECK_INTERVAL;
    }
    if (!ready.isEmpty()) {
      return backoff.remaining(now());
    }
    return accumulator.untilDue(now());
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

  private void handle(BatchResult result) {
    var batch = result.batch();
    inFlight.remove(batch);
    switch (result.outcome()) {
      case ACCEPTED -> {
        rejectionsLeft = MAX_REJECTED;
        backoff = backoff.succeeded();
      }
      case RETRY -> retry(result);
      case TOO_LARGE, REJECTED -> {
        if (batch.size() > 1) {
          var halves = batch.halves();
          ready.addFirst(halves.get(1));
          ready.addFirst(halves.get(0));
        } else {
          batch.records().forEach(record -> reject(record, result));
        }
      }
      case FATAL -> fatal = result.toException(endpoint);
    }
  }

  private void retry(BatchResult result) {
    var batch = result.batch();
    var now = now();
    var another = backoff.isAnother(batch.sentAt());
    if (another) {
      backoff = backoff.failed(now);
    }
    if (result.retryAfter() != null) {
      backoff = backoff.atLeast(result.retryAfter(), now);
    }
    if (another) {
      LOG.warn(
          "{} {} messages will be sent again; next attempt in {} ms{}",
          result.toException(endpoint).getMessage(),
          batch.size(),
          backoff.remaining(now).toMillis(),
          Durations.note(result.retryAfter(), backoff.remaining(now)));
    }
    if (!batch.isEmpty()) {
      ready.addFirst(batch);
    }
  }

  private void reject(SinkRecord record, BatchResult result) {
    if (result.outcome() == BatchResult.Outcome.REJECTED && rejectionsLeft == 0) {
      fatal = result.toException(endpoint);
      return;
    }
    if (result.outcome() == BatchResult.Outcome.REJECTED) {
      rejectionsLeft--;
    }
    rejected.add(new RejectedRecord(record, result.rejectionOf(record)));
  }

  private Stream<HttpBatch> batches() {
    return Stream.of(accumulator.all(), ready, inFlight).flatMap(Collection::stream);
  }

  private Unconfirmed unconfirmed() {
    var unconfirmed = new Unconfirmed();
    batches()
        .forEach(
            batch ->
                unconfirmed.sent(
                    Batch.lowestOffsets(batch.records()), batch.size(), batch.bytes(), now()));
    for (var record : rejected) {
      unconfirmed.sent(Batch.lowestOffsets(List.of(record.record())), 1, 0, now());
    }
    return unconfirmed;
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
