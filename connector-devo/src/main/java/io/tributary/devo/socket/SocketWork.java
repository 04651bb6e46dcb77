// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.socket;

import io.tributary.devo.config.DevoSinkConfig;
import io.tributary.devo.delivery.Outcome;
import io.tributary.devo.error.ConnectionErrors;
import io.tributary.devo.message.Batch;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * What a socket transport has in hand, shared by the caller, the writer and the session's reader:
 * lines to write, what was written, and what has become of it. A failure ends the generation: all
 * of it is dropped, and whoever still works on it is ignored.
 */
final class SocketWork {
  private final DevoSinkConfig config;
  private final LongSupplier millis;
  private final LineQueue lines = new LineQueue();
  private final Results results = new Results();
  private final CurrentSession session = new CurrentSession();
  private final Epochs epochs;
  private final Watch watch = new Watch();
  private long generation;
  private volatile boolean closed;

  SocketWork(DevoSinkConfig config, LongSupplier millis) {
    this.config = config;
    this.millis = millis;
    epochs = new Epochs(config.confirmInterval());
  }

  synchronized void add(List<EncodedLines.Line> added) {
    // Until the caller knows of a loss, all that it sends is lost as well: a confirmation of it
    // would count for what is sent again.
    if (!results.tellsOfALoss()) {
      lines.add(added);
      notifyAll();
    }
  }

  synchronized void confirm() {
    epochs.askFor(lines.size(), now());
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

  private boolean isBroken() {
    return session.isOpen() && session.hasEnded() && isInDoubt() && !epochs.isConfirming();
  }

  /** Gives the connection up if the receiver has ended it, or nothing has moved for too long. */
  synchronized void giveUpIfStuck() {
    if (isBroken()) {
      fail(session.failure(), generation);
    } else if (session.isOpen()) {
      var patience = epochs.patience(config.confirmTimeout());
      var stuck = watch.stuckFor(epochs.isBusy(), session.unanswered(), patience, now());
      if (stuck > 0) {
        fail(new StuckException(stuck), generation);
      }
    }
  }

  synchronized void revoke(Collection<TopicPartition> partitions) {
    lines.revoke(partitions);
    epochs.current().revoke(partitions);
  }

  synchronized void close() {
    closed = true;
    lines.clear();
    disturb();
  }

  /** Lets the next message open another session, unless something is in doubt. */
  synchronized void renew() {
    if (!isInDoubt()) {
      session.close();
    }
  }

  synchronized void disconnect() {
    session.close();
  }

  synchronized long generation() {
    return generation;
  }

  /** Waits for something to do; returns nothing when the transport is closed. */
  synchronized Optional<WriterTask> next() {
    while (!closed) {
      var confirms = epochs.confirms(lines.isEmpty(), now());
      if (confirms || !lines.isEmpty()) {
        if (session.unanswered() == 0) {
          watch.answered(now());
        }
        var stretch = confirms ? List.<EncodedLines.Line>of() : epochs.stretch(lines);
        return Optional.of(new WriterTask(stretch, generation));
      }
      epochs.idle();
      waits(0);
    }
    return Optional.empty();
  }

  void moved() {
    watch.moved(now());
  }

  /** These lines were written, and their bytes are with the socket. */
  synchronized void written(List<EncodedLines.Line> all, long ofGeneration) {
    if (ofGeneration == generation) {
      watch.moved(now());
      if (session.answers()) {
        epochs.current().written();
      } else {
        epochs.current().written(all, now());
        lines.release(all);
      }
      notifyAll();
    }
  }

  /** The receiver has taken everything written, by ending the session in order. */
  synchronized void confirmed(long ofGeneration) {
    if (ofGeneration == generation) {
      results.add(new Outcome.TakenUpTo(epochs.confirmed(now())));
      if (session.hasEnded()) {
        session.close();
      }
      notifyAll();
    }
  }

  /** The session to end in order, if nothing is in doubt. */
  synchronized @Nullable SocketSession settledSession() {
    return isInDoubt() ? null : session.get();
  }

  /** The session to write to, which may have to be opened first. */
  synchronized SocketSession session(long ofGeneration, Supplier<SocketSession> another)
      throws IOException {
    if (ofGeneration != generation || closed) {
      throw new IOException("the connection was lost before");
    }
    if (session.hasEnded() && epochs.current().isEmpty() && session.unanswered() == 0) {
      session.close();
    }
    var current = session.get();
    if (current == null) {
      current = another.get();
      current.connection().onEnd(this::disturb);
      session.opening(current);
    }
    return current;
  }

  synchronized void opened(long ofGeneration) {
    if (ofGeneration == generation) {
      session.opened();
      watch.moved(now());
    }
  }

  boolean isClosed() {
    return closed;
  }

  /** The receiver has answered for a message, which has ended with that. */
  synchronized void answered(Batch.Item message, Optional<String> refusal, long ofGeneration) {
    if (ofGeneration == generation) {
      watch.answered(now());
      lines.release(message);
      results.answered(message, refusal, config.endpoint(), session.number());
      notifyAll();
    }
  }

  /** Ends the generation, unless it has ended already: everything in hand is in doubt. */
  synchronized void fail(Throwable cause, long ofGeneration) {
    if (ofGeneration != generation || closed) {
      return;
    }
    generation++;
    var written = session.isOpen() ? epochs.current().messages() + session.unanswered() : 0;
    var timedOut = cause instanceof StuckException;
    var ended = written > 0 && !timedOut && cause instanceof IOException;
    results.add(
        new Outcome.Lost(
            ConnectionErrors.classify(cause, config.endpoint().toString()),
            written,
            ended ? session.suspect(epochs.current()) : Optional.empty()));
    epochs.lost(written > 0, session.answers(), timedOut);
    session.close();
    lines.clear();
    notifyAll();
  }

  private boolean isInDoubt() {
    var epoch = epochs.current();
    return !epoch.isEmpty() || epoch.isWriting() || session.unanswered() > 0;
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

  private synchronized void disturb() {
    notifyAll();
  }

  private long now() {
    return millis.getAsLong();
  }
}
