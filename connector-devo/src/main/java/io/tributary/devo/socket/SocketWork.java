// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.socket;

import io.tributary.devo.config.DevoSinkConfig;
import io.tributary.devo.delivery.Outcome;
import io.tributary.devo.error.ConnectionErrors;
import io.tributary.devo.message.Batch;
import io.tributary.devo.message.RecordPosition;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * What a socket transport has in hand, shared by the caller, the writer and the reader of the
 * session: lines to write, what was written, and what has become of it. A failure ends the
 * generation: everything in hand is dropped, and whoever still works on it is ignored.
 */
final class SocketWork {
  /** The writer looks after this many bytes whether anything else is to be done. */
  private static final int STRETCH = 1 << 20;

  /** What the writer does next: write these lines or, if there are none, have all confirmed. */
  record Task(List<EncodedLines.Line> lines, long generation) {}

  private final DevoSinkConfig config;
  private final LongSupplier millis;
  private final LineQueue lines = new LineQueue();
  private final Results results = new Results();
  private final CurrentSession session = new CurrentSession();
  private final ConfirmationRequest request = new ConfirmationRequest();
  private Epoch epoch = new Epoch();
  private EpochLimit limit = EpochLimit.none();
  private boolean confirming;
  private long generation;
  private volatile long movedAt;
  private volatile boolean closed;

  SocketWork(DevoSinkConfig config, LongSupplier millis) {
    this.config = config;
    this.millis = millis;
  }

  // The methods of the caller.

  synchronized void add(List<EncodedLines.Line> added) {
    lines.add(added);
    notifyAll();
  }

  synchronized void confirm() {
    request.ask(lines.size(), now());
    notifyAll();
  }

  synchronized long heldBytes() {
    return lines.heldBytes();
  }

  synchronized List<Outcome> outcomes() {
    return results.drain();
  }

  /** Waits for an outcome, unless nothing is in hand that could have one. */
  synchronized boolean awaitOutcome(Duration atMost) {
    var deadline = System.nanoTime() + atMost.toNanos();
    while (results.isEmpty() && !isBroken() && (isInDoubt() || !lines.isEmpty())) {
      var left = (deadline - System.nanoTime()) / 1_000_000;
      if (left <= 0 || !waits(left)) {
        break;
      }
    }
    return !results.isEmpty() || isBroken();
  }

  /** Whether the receiver has ended the session where that is no confirmation. */
  private boolean isBroken() {
    return session.isOpen() && session.hasEnded() && isInDoubt() && !confirming;
  }

  /** Gives the connection up if the receiver has ended it, or nothing has moved for too long. */
  synchronized void giveUpIfStuck() {
    var patience = limit.patience(config.confirmTimeout());
    if (isBroken()) {
      fail(session.failure(), generation);
    } else if (session.isOpen()
        && (confirming || epoch.isWriting() || session.unanswered() > 0)
        && now() - movedAt > patience.toMillis()) {
      fail(new StuckException(patience.toMillis()), generation);
    }
  }

  synchronized void revoke(Collection<TopicPartition> partitions) {
    lines.revoke(partitions);
    epoch.revoke(partitions);
  }

  synchronized void close() {
    closed = true;
    lines.clear();
    notifyAll();
  }

  boolean isClosed() {
    return closed;
  }

  synchronized void disconnect() {
    session.close();
  }

  synchronized boolean answers() {
    return session.answers();
  }

  // The methods of the writer.

  synchronized long generation() {
    return generation;
  }

  /** Waits for something to do; returns nothing when the transport is closed. */
  synchronized Optional<Task> next() {
    while (!closed) {
      if (isConfirmationDue()) {
        confirming = true;
        movedAt = now();
        return Optional.of(new Task(List.of(), generation));
      }
      if (!lines.isEmpty()) {
        movedAt = now();
        var stretch = lines.take(Math.min(STRETCH, limit.bytes() - epoch.bytes()));
        epoch.writing(stretch);
        request.written(stretch.size());
        return Optional.of(new Task(stretch, generation));
      }
      request.end();
      waits(0);
    }
    return Optional.empty();
  }

  private boolean isConfirmationDue() {
    return !epoch.isEmpty()
        && !session.answers()
        && (epoch.bytes() >= limit.bytes()
            || request.isDue(lines.isEmpty(), now())
            || now() - epoch.since() >= config.confirmInterval().toMillis());
  }

  void moved() {
    movedAt = now();
  }

  /** These lines were written, and their bytes are with the socket. */
  synchronized void written(List<EncodedLines.Line> all, long ofGeneration) {
    if (ofGeneration == generation) {
      movedAt = now();
      if (session.answers()) {
        epoch.written();
      } else {
        epoch.written(all, now());
        all.forEach(line -> lines.release(line.item()));
      }
      notifyAll();
    }
  }

  /** The receiver has taken everything written, by ending the session in order. */
  synchronized void confirmed(long ofGeneration) {
    if (ofGeneration == generation) {
      results.add(new Outcome.TakenUpTo(epoch.highest()));
      limit = limit.confirmed();
      settle();
      request.confirmed(now());
      if (session.hasEnded()) {
        session.close();
      }
    }
  }

  private void settle() {
    epoch = new Epoch();
    confirming = false;
    notifyAll();
  }

  /** The session to end in order, if nothing is in doubt. */
  synchronized @Nullable SocketSession settledSession() {
    return isInDoubt() ? null : session.get();
  }

  /** The session to go on with, or null if a new one has to be opened. */
  synchronized @Nullable SocketSession currentSession(long ofGeneration) throws IOException {
    requireCurrent(ofGeneration);
    if (session.hasEnded() && epoch.isEmpty() && session.unanswered() == 0) {
      session.close();
    }
    return session.get();
  }

  synchronized void opening(SocketSession opened, long ofGeneration) throws IOException {
    requireCurrent(ofGeneration);
    session.opening(opened);
    opened.connection().onEnd(this::wake);
  }

  private synchronized void wake() {
    notifyAll();
  }

  synchronized void opened(long ofGeneration) throws IOException {
    requireCurrent(ofGeneration);
    session.opened();
    movedAt = now();
  }

  // The methods of any thread.

  /** The receiver has answered for a message, which has ended with that. */
  synchronized void answered(Batch.Item message, Optional<String> refusal, long ofGeneration) {
    if (ofGeneration == generation) {
      movedAt = now();
      lines.release(message);
      refusal.ifPresentOrElse(
          answer -> results.add(Outcome.Refused.of(message, config.endpoint(), answer)),
          () -> results.taken(message.position()));
      notifyAll();
    }
  }

  /** Ends the generation, unless it has ended already: everything in hand is in doubt. */
  synchronized void fail(Throwable cause, long ofGeneration) {
    if (ofGeneration != generation || closed) {
      return;
    }
    generation++;
    var timedOut = cause instanceof StuckException;
    var written = session.isOpen() ? epoch.messages() + session.unanswered() : 0;
    var ended = written > 0 && !timedOut && cause instanceof IOException;
    var why = cause instanceof Exception e ? e : new IOException(cause);
    results.add(
        new Outcome.Lost(
            ConnectionErrors.classify(why, config.endpoint().toString()),
            written,
            ended ? suspect() : Optional.empty()));
    if (written > 0) {
      limit = session.answers() ? limit.slower(timedOut) : limit.lost(epoch.allBytes(), timedOut);
    }
    session.close();
    lines.clear();
    request.end();
    settle();
  }

  /** The message at which the receiver has ended the session, as far as that can be told. */
  private Optional<RecordPosition> suspect() {
    return session.answers() ? session.firstUnanswered() : epoch.single();
  }

  private boolean isInDoubt() {
    return !epoch.isEmpty() || epoch.isWriting() || session.unanswered() > 0;
  }

  private void requireCurrent(long expected) throws IOException {
    if (expected != generation || closed) {
      throw new IOException("the connection was lost before");
    }
  }

  // Its callers loop.
  @SuppressWarnings("WaitNotInLoop")
  private boolean waits(long atMostMillis) {
    try {
      wait(atMostMillis);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private long now() {
    return millis.getAsLong();
  }
}
