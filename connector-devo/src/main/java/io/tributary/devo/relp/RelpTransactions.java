package io.tributary.devo.relp;

import io.tributary.devo.message.RecordPosition;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The transactions of one session that have no answer yet: one thread begins them and waits,
 * another brings the answers.
 */
final class RelpTransactions {
  private static final int LAST_NUMBER = 999_999_999;

  private final Map<Integer, Optional<RecordPosition>> unanswered = new HashMap<>();
  private int number;
  private boolean ended;

  /** The first transaction has the number after this. */
  RelpTransactions(int number) {
    this.number = number;
  }

  /** The number of a new transaction, about a record or the session itself. */
  synchronized int begin(Optional<RecordPosition> about) {
    number = number == LAST_NUMBER ? 1 : number + 1;
    unanswered.put(number, about);
    return number;
  }

  /**
   * What an open transaction is about.
   *
   * @throws RelpFault if there is none with this number
   */
  synchronized Optional<RecordPosition> about(int answer) throws RelpProtocolException {
    var about = unanswered.get(answer);
    if (about == null) {
      throw new RelpProtocolException("it answered transaction " + answer + ", which is not open");
    }
    return about;
  }

  /** The transaction was answered as wished; one that was refused stays open for good. */
  synchronized void done(int answer) {
    unanswered.remove(answer);
    notifyAll();
  }

  /** There will be no more answers. */
  synchronized void end() {
    ended = true;
    notifyAll();
  }

  synchronized int unanswered() {
    return unanswered.size();
  }

  /** Waits until this many are left without an answer; whether they are. */
  synchronized boolean await(int left, Duration timeout) throws IOException {
    var deadline = System.nanoTime() + timeout.toNanos();
    try {
      while (unanswered.size() > left && !ended && System.nanoTime() < deadline) {
        wait(1 + (deadline - System.nanoTime()) / 1_000_000);
      }
      return unanswered.size() <= left;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
