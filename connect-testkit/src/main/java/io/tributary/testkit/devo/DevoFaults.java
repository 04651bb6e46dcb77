// SPDX-License-Identifier: Apache-2.0
package io.tributary.testkit.devo;

import java.time.Duration;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * How a fake Devo misbehaves while it reads. Counts run over all its connections from the moment a
 * fault is set. What was read before a reset counts as taken. Thread-safe.
 */
public final class DevoFaults {
  /** Ends the reading of a connection that is to be reset. */
  static final class Reset extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** What RELP answers to a message that is taken. */
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
  private volatile UnaryOperator<@Nullable String> answer = body -> TAKEN;

  DevoFaults(CountDownLatch closed) {
    this.closed = closed;
  }

  /** Resets the connection that brings the n-th message from now on, once. */
  public synchronized void resetAfterMessages(long n) {
    messagesLeft = n;
  }

  /** Resets the connection that brings the n-th byte from now on, once; may cut a message. */
  public synchronized void resetAfterBytes(long n) {
    bytesLeft = n;
  }

  /** Resets again and again, at places drawn with the seed that many bytes apart on average. */
  public synchronized void resetAtRandom(long seed, int newMeanBytes) {
    random = new Random(seed);
    meanBytes = newMeanBytes;
    bytesLeft = drawBytes(random);
  }

  /** How many connections were reset here. */
  public synchronized int resets() {
    return resets;
  }

  /**
   * The numbers of the connections that were reset here. None of what came over them was confirmed:
   * a receiver that dies before it has stored it has lost it.
   */
  public Set<Integer> resetConnections() {
    return Set.copyOf(resetConnections);
  }

  void wasReset(int connection) {
    resetConnections.add(connection);
  }

  /** Reads nothing until {@link #release}; senders run into full buffers. */
  public void stall() {
    released.countDown();
    released = new CountDownLatch(1);
  }

  public void release() {
    released.countDown();
  }

  /** Whether the sender's half-close is answered by closing; default true. */
  public void answersClose(boolean on) {
    answersClose = on;
  }

  /** Whether TLS is closed with a close_notify before the FIN; default true. */
  public void sendsCloseNotify(boolean on) {
    sendsCloseNotify = on;
  }

  /** Reads at most so fast; 0 is no limit. */
  public void readSlowly(int newBytesPerSecond) {
    bytesPerSecond = newBytesPerSecond;
  }

  /**
   * How RELP messages are answered, by their body. Empty text is no answer, null the end of the
   * session; whatever else does not start with 200 refuses the message.
   */
  public void answersWith(UnaryOperator<@Nullable String> answers) {
    answer = answers;
  }

  /** Behaves again; a stalled reader goes on. */
  public synchronized void clear() {
    messagesLeft = NEVER;
    bytesLeft = NEVER;
    random = null;
    bytesPerSecond = 0;
    answersClose = true;
    sendsCloseNotify = true;
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

  /** Waits as told, then says how many of the wanted bytes may be read. */
  int beforeRead(int wanted) {
    whileStalled();
    int limit = bytesPerSecond;
    if (limit > 0) {
      await(closed, Duration.ofMillis(1000 / STEPS_PER_SECOND));
    }
    int fast = limit == 0 ? wanted : Math.min(wanted, Math.max(1, limit / STEPS_PER_SECOND));
    return withinBytesLeft(fast);
  }

  /** Keeps what a reader had been waiting for when the stall began. */
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

  private void reset() {
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
