// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.relp;

import io.tributary.devo.message.Batch;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The open transactions of one session. One thread begins them and waits for answers, another
 * acknowledges them.
 */
final class RelpTransactions {
  private static final int LAST_NUMBER = 999_999_999;

  private final Map<Integer, Optional<Batch.Item>> open = new LinkedHashMap<>();
  private int number;
  private int awaited;
  private boolean closed;

  /** The first transaction gets the number after this one. */
  RelpTransactions(int number) {
    this.number = number;
  }

  /** Begins a transaction for a record, or for the session itself, and returns its number. */
  synchronized int begin(Optional<Batch.Item> subject) {
    number = number == LAST_NUMBER ? 1 : number + 1;
    open.put(number, subject);
    return number;
  }

  /**
   * The record of an open transaction, or nothing if it belongs to the session itself.
   *
   * @throws RelpProtocolException if no open transaction has this number
   */
  synchronized Optional<Batch.Item> subject(int answer) throws RelpProtocolException {
    var subject = open.get(answer);
    if (subject == null) {
      throw new RelpProtocolException("it answered transaction " + answer + ", which is not open");
    }
    return subject;
  }

  /** The message of the transaction that has been open for the longest time. */
  synchronized Optional<Batch.Item> first() {
    return open.values().stream().flatMap(Optional::stream).findFirst();
  }

  /** Ends a transaction that was answered. */
  synchronized void end(int answer) {
    open.remove(answer);
    // Waking a thread costs more than all else that an answer does.
    if (open.size() <= awaited) {
      notifyAll();
    }
  }

  /** No more answers will come. */
  synchronized void close() {
    closed = true;
    notifyAll();
  }

  synchronized int open() {
    return open.size();
  }

  /** Waits until no more than this many are open, and returns whether that is so. */
  synchronized boolean await(int left, Duration timeout) throws IOException {
    var deadline = System.nanoTime() + timeout.toNanos();
    awaited = left;
    try {
      while (open.size() > left && !closed && System.nanoTime() < deadline) {
        wait(1 + (deadline - System.nanoTime()) / 1_000_000);
      }
      return open.size() <= left;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
