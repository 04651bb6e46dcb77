// SPDX-License-Identifier: Apache-2.0
package io.tributary.testkit.devo;

import java.time.Duration;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * How a fake Devo misbehaves while it reads. Each fault counts over all connections from the moment
 * it is set. Data that was read before a reset counts as received. Thread-safe.
 */
public final class DevoFaults {
  /** Ends reading from a connection that is to be reset. */
  static final class Reset extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** The RELP answer to an accepted message. */
  static final String TAKEN = "200 OK";

  private static final long NEVER = Long.MAX_VALUE;
  private static final int STEPS_PER_SECOND = 20;

  private final CountDownLatch closed;
  private long messagesLeft = NEVER;
  private long bytesLeft = NEVER;
  private int meanBytes;
  private @Nullable Random random;
  private int resets;
  private final Set<Integer> resetConnections = ConcurrentHashMap.newKeySet();
  private volatile CountDownLatch released = new CountDownLatch(0);
  private volatile boolean answersClose = true;
  private volatile boolean sendsCloseNotify = true;
  private volatile int bytesPerSecond;
  private volatile Predicate<SyslogMessage> fatal = message -> false;
  private volatile UnaryOperator<@Nullable String> answer = body -> TAKEN;

  DevoFaults(CountDownLatch closed) {
    this.closed = closed;
  }

  /** Resets the connection that carries the n-th message from now on, once. */
  public synchronized void resetAfterMessages(long n) {
    messagesLeft = n;
  }

  /** Resets the connection that carries the n-th byte from now on, once. May cut a message. */
  public synchronized void resetAfterBytes(long n) {
    bytesLeft = n;
  }

  /** Resets repeatedly, at seeded positions that are this many bytes apart on average. */
  public synchronized void resetAtRandom(long seed, int newMeanBytes) {
    random = new Random(seed);
    meanBytes = newMeanBytes;
    bytesLeft = drawBytes(random);
  }

  /** Resets each connection that carries such a message, which does not count as received. */
  public void resetOn(Predicate<SyslogMessage> message) {
    fatal = message;
  }

  /** How many connections these faults have reset. */
  public synchronized int resets() {
    return resets;
  }

  /**
   * The numbers of the connections that were reset. No data on them was confirmed: a receiver that
   * dies before it has stored data loses it.
   */
  public Set<Integer> resetConnections() {
    return Set.copyOf(resetConnections);
  }

  void wasReset(int connection) {
    resetConnections.add(connection);
  }

  /** Reads nothing until {@link #release}, so that the buffers of senders fill up. */
  public void stall() {
    released.countDown();
    released = new CountDownLatch(1);
  }

  public void release() {
    released.countDown();
  }

  /** Whether it answers the sender's half-close by closing. Default true. */
  public void answersClose(boolean on) {
    answersClose = on;
  }

  /** Whether it sends a TLS close_notify before the FIN. Default true. */
  public void sendsCloseNotify(boolean on) {
    sendsCloseNotify = on;
  }

  /** Limits the rate of reading. 0 means no limit. */
  public void readSlowly(int newBytesPerSecond) {
    bytesPerSecond = newBytesPerSecond;
  }

  /**
   * The RELP answer for each message body. Empty text means no answer, and null ends the session.
   * Any other text that does not start with 200 rejects the message.
   */
  public void answersWith(UnaryOperator<@Nullable String> answers) {
    answer = answers;
  }

  /** Ends all faults. A stalled reader continues. */
  public synchronized void clear() {
    messagesLeft = NEVER;
    bytesLeft = NEVER;
    random = null;
    bytesPerSecond = 0;
    answersClose = true;
    sendsCloseNotify = true;
    fatal = message -> false;
    answer = body -> TAKEN;
    release();
  }

  @Nullable String answer(String body) {
    return answer.apply(body);
  }

  boolean answersClose() {
    return answersClose;
  }

  boolean sendsCloseNotify() {
    return sendsCloseNotify;
  }

  /** Waits as configured and returns how many of the requested bytes may be read. */
  int beforeRead(int wanted) {
    whileStalled();
    int limit = bytesPerSecond;
    if (limit > 0) {
      await(closed, Duration.ofMillis(1000 / STEPS_PER_SECOND));
    }
    int fast = limit == 0 ? wanted : Math.min(wanted, Math.max(1, limit / STEPS_PER_SECOND));
    return withinBytesLeft(fast);
  }

  /** Keeps the data that a reader was waiting for when the stall began. */
  void whileStalled() {
    await(released, Duration.ofDays(1000));
  }

  private synchronized int withinBytesLeft(int wanted) {
    if (bytesLeft <= 0) {
      bytesLeft = random == null ? NEVER : drawBytes(random);
      reset();
    }
    return (int) Math.min(wanted, bytesLeft);
  }

  synchronized void bytesRead(int count) {
    bytesLeft -= bytesLeft == NEVER ? 0 : count;
  }

  /** Passes messages on until one is to reset its connection. */
  Consumer<SyslogMessage> unlessReset(Consumer<SyslogMessage> taken) {
    return message -> {
      if (fatal.test(message)) {
        reset();
      }
      taken.accept(message);
    };
  }

  synchronized void messageTaken() {
    messagesLeft -= messagesLeft == NEVER ? 0 : 1;
    if (messagesLeft == 0) {
      messagesLeft = NEVER;
      reset();
    }
  }

  void untilClosed() {
    await(closed, Duration.ofDays(1000));
  }

  void unblock() {
    released.countDown();
  }

  private synchronized void reset() {
    resets++;
    throw new Reset();
  }

  private long drawBytes(Random from) {
    return 1L + from.nextInt(2 * meanBytes);
  }

  private static void await(CountDownLatch latch, Duration time) {
    try {
      var unused = latch.await(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
