// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.http;

import io.tributary.common.error.Durations;
import io.tributary.common.pace.Backoff;
import io.tributary.devo.config.DevoSinkConfig;
import io.tributary.devo.config.Endpoint;
import io.tributary.devo.delivery.DevoTransport;
import io.tributary.devo.delivery.Outcome;
import io.tributary.devo.delivery.Outcome.Subject;
import io.tributary.devo.message.Batch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Sends messages to Devo's HTTP intake. Messages of one tag and host are collected in a batch over
 * several calls, until it is full, a second old, or to be confirmed, and a {@link RequestQueue}
 * lets it go. A request that failed is sent again unchanged, after a wait for all. One that is
 * refused, or that keeps failing although others do not, is halved until the event that is refused
 * is alone. Only a response confirms. The caller's thread does all but the requests themselves.
 */
public final class HttpTransport implements DevoTransport {
  private static final Duration RESULT_CHECK_INTERVAL = Duration.ofMillis(10);

  private final Endpoint endpoint;
  private final HttpSender sender;
  private final Capacity capacity;
  private final LongSupplier millis;
  private final RequestQueue queue;
  private final Suspects suspects = new Suspects();
  private final List<Outcome> outcomes = new ArrayList<>();
  private @Nullable BatchResult awaited;
  private Backoff backoff;

  /** Sends with OkHttp. */
  public HttpTransport(DevoSinkConfig config, LongSupplier millis, DoubleSupplier random) {
    this(config, new OkHttpSender(config), millis, random);
  }

  HttpTransport(
      DevoSinkConfig config, HttpSender sender, LongSupplier millis, DoubleSupplier random) {
    this.sender = sender;
    this.millis = millis;
    endpoint = config.endpoint();
    var limits = BatchLimits.of(config);
    capacity = limits.capacity(config.requestsInFlight());
    queue = new RequestQueue(limits, config.requestsInFlight());
    backoff = Backoff.none(config.retryPolicy(random));
  }

  @Override
  public Capacity capacity() {
    return capacity;
  }

  @Override
  public long send(Batch batch) {
    long bytes = 0;
    var now = now();
    for (var item : batch.items()) {
      bytes += queue.add(item, now);
    }
    post();
    return bytes;
  }

  @Override
  public List<Outcome> poll() {
    for (var result = next(Duration.ZERO); result != null; result = next(Duration.ZERO)) {
      handle(result);
    }
    post();
    var known = List.copyOf(outcomes);
    outcomes.clear();
    return known;
  }

  @Override
  public void confirm() {
    queue.hurry();
    post();
  }

  @Override
  public boolean await(Duration atMost) {
    if (awaited == null && queue.isAnyOnItsWay()) {
      awaited = next(atMost);
    }
    return awaited != null;
  }

  @Override
  public long heldBytes() {
    return queue.weight();
  }

  @Override
  public boolean isolates() {
    return true;
  }

  @Override
  public void renew() {
    sender.renewConnections();
  }

  @Override
  public void revoke(Collection<TopicPartition> partitions) {
    queue.revoke(partitions);
    suspects.revoke(partitions);
  }

  @Override
  public Duration timeUntilPoll() {
    var now = now();
    if (awaited != null) {
      return Duration.ZERO;
    }
    if (queue.isAnyOnItsWay()) {
      return RESULT_CHECK_INTERVAL;
    }
    var due = queue.untilDue(now);
    return due.compareTo(backoff.remaining(now)) > 0 ? due : backoff.remaining(now);
  }

  @Override
  public void close() {
    sender.close();
  }

  private @Nullable BatchResult next(Duration atMost) {
    var result = awaited == null ? sender.poll(atMost) : awaited;
    awaited = null;
    return result;
  }

  private void post() {
    var now = now();
    while (backoff.remaining(now).isZero()) {
      var batch = queue.next(now);
      if (batch == null) {
        return;
      }
      batch.sent(now);
      sender.post(batch);
    }
  }

  private void handle(BatchResult result) {
    var sent = result.batch();
    queue.ended(sent);
    // If a partition was revoked meanwhile, the answer says nothing about what is left.
    var left = sent.left();
    switch (result.verdict()) {
      case ACCEPTED -> {
        backoff = backoff.succeeded();
        suspects.taken(sent);
        sent.taken();
        if (!left.isEmpty()) {
          outcomes.add(
              new Outcome.Taken(left.positions(), Optional.of(left.tag()), 1, result.connection()));
        }
      }
      case RETRY -> {
        delay(result, left.size());
        if (sent == left
            && result.mayBeTheEvents()
            && suspects.isSuspect(sent, queue.isAlone(sent))) {
          splitOrRefuse(result);
        } else {
          again(left);
        }
      }
      case TOO_LARGE, REJECTED -> {
        if (sent == left) {
          splitOrRefuse(result);
        } else {
          again(left);
        }
      }
      case FORBIDDEN -> {
        if (!left.isEmpty()) {
          refuse(result, left, new Subject.Tag(left.tag()));
        }
      }
    }
  }

  private void again(HttpBatch batch) {
    if (!batch.isEmpty()) {
      queue.again(List.of(batch));
    }
  }

  private void splitOrRefuse(BatchResult result) {
    var batch = result.batch();
    if (batch.size() > 1) {
      if (result.verdict() != BatchResult.Verdict.RETRY) {
        batch.refused();
      }
      queue.again(batch.halves());
    } else {
      refuse(result, batch, new Subject.Message(batch.positions().get(0)));
    }
  }

  private void refuse(BatchResult result, HttpBatch batch, Subject subject) {
    var single = subject instanceof Subject.Message;
    var why = single ? result.toExceptionOfEvent(endpoint) : result.toException(endpoint);
    var answer = single ? result.answerToEvent() : result.answer();
    outcomes.add(
        new Outcome.Refused(
            batch.items(), subject, why, answer, result.refusals(), result.connection()));
  }

  /** Makes all requests wait, unless they wait already for one that failed at the same time. */
  private void delay(BatchResult result, int messages) {
    var now = now();
    var another = backoff.isAnother(result.batch().sentAt());
    if (another) {
      backoff = backoff.failed(now);
    }
    if (result.retryAfter() != null) {
      backoff = backoff.atLeast(result.retryAfter(), now);
    }
    if (another) {
      var wait = backoff.remaining(now);
      var note = Durations.note(result.retryAfter(), wait);
      outcomes.add(new Outcome.Delayed(result.toException(endpoint), messages, wait, note));
    }
  }

  private long now() {
    return millis.getAsLong();
  }
}
