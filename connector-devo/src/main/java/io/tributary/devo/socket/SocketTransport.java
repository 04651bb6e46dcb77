// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.socket;

import io.tributary.common.error.ApiException;
import io.tributary.common.http.Tls;
import io.tributary.devo.config.DevoSinkConfig;
import io.tributary.devo.config.Endpoint;
import io.tributary.devo.delivery.DevoTransport;
import io.tributary.devo.delivery.Unconfirmed;
import io.tributary.devo.error.ConnectionErrors;
import io.tributary.devo.message.Batch;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes to a socket on a thread of its own, so that a receiver that does not read blocks no
 * caller. The caller watches {@link #queuedBytes()} and stops sending in time.
 *
 * <p>Everything sent since the last confirmation belongs to one epoch. A failure ends the epoch:
 * its queued messages are dropped, and the caller's next call throws the failure.
 */
public final class SocketTransport implements DevoTransport {
  private static final Logger LOG = LoggerFactory.getLogger(SocketTransport.class);

  private final DevoSinkConfig config;
  private final Endpoint endpoint;
  private final Function<Batch, EncodedLines> encoder;
  private final SocketSession.Factory sessions;
  private final @Nullable Tls tls;
  private final ExecutorService writer;
  private final AtomicLong queuedBytes = new AtomicLong();
  private final AtomicLong progress = new AtomicLong();
  private final ProgressTimeout timeout;

  // Guarded by this.
  private long epoch;
  private @Nullable ApiException failure;
  private @Nullable SocketSession session;
  private boolean inDoubt;

  public SocketTransport(
      DevoSinkConfig config,
      Function<Batch, EncodedLines> encoder,
      SocketSession.Factory sessions) {
    this.config = config;
    this.encoder = encoder;
    this.sessions = sessions;
    endpoint = config.endpoint();
    timeout = new ProgressTimeout(config.confirmTimeout(), progress::get);
    tls = endpoint.tls() ? new Tls(config.values()) : null;
    writer =
        Executors.newSingleThreadExecutor(
            task -> {
              var thread = new Thread(task, "devo-writer-" + endpoint);
              thread.setDaemon(true);
              return thread;
            });
  }

  @Override
  public synchronized void poll() {
    if (session != null && inDoubt && session.connection().hasEnded()) {
      fail(session.connection().failure(), epoch);
    }
    if (failure != null) {
      var thrown = failure;
      failure = null;
      throw thrown;
    }
  }

  @Override
  public long send(Batch batch) {
    poll();
    if (batch.items().isEmpty()) {
      return 0;
    }
    var lines = encoder.apply(batch);
    var current = currentEpoch();
    queuedBytes.addAndGet(lines.bytes());
    writer.execute(() -> write(lines, current));
    return lines.bytes();
  }

  @Override
  public long queuedBytes() {
    return queuedBytes.get();
  }

  @Override
  public Unconfirmed confirm() {
    poll();
    var current = currentEpoch();
    try {
      timeout.await(writer.submit(() -> barrier(current)));
    } catch (IOException e) {
      fail(e, current);
    }
    poll();
    return new Unconfirmed();
  }

  @Override
  public void close() {
    var idle = takeIdleSession();
    if (idle != null) {
      writer.execute(() -> finish(idle));
      CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS).execute(idle.connection()::close);
    }
    fail(new IOException("closed"), currentEpoch());
    if (idle == null) {
      writer.shutdownNow();
    } else {
      writer.shutdown();
    }
  }

  /** Takes the session from this transport and returns it, if nothing is in doubt. */
  private synchronized @Nullable SocketSession takeIdleSession() {
    var idle = inDoubt ? null : session;
    session = inDoubt ? session : null;
    return idle;
  }

  private static void finish(SocketSession idle) {
    try {
      idle.finish();
    } catch (IOException e) {
      LOG.debug("The receiver ended the connection first", e);
    }
    idle.connection().close();
  }

  private synchronized long currentEpoch() {
    return epoch;
  }

  /** Ends the epoch, unless it has ended already. */
  private synchronized void fail(Exception e, long ofEpoch) {
    if (ofEpoch == epoch) {
      epoch++;
      failure = ConnectionErrors.classify(e, endpoint.toString());
      disconnect();
    }
  }

  private synchronized void disconnect() {
    if (session != null) {
      session.connection().close();
    }
    session = null;
    inDoubt = false;
  }

  // The methods below run on the writer thread.

  private void write(EncodedLines lines, long ofEpoch) {
    var left = new AtomicLong(lines.bytes());
    try {
      if (ofEpoch == currentEpoch()) {
        open(ofEpoch).write(lines, count -> written(count, left));
      }
    } catch (IOException | RuntimeException e) {
      // A TLS provider may throw anything. If it did not end the epoch, a barrier would confirm it.
      fail(e, ofEpoch);
    } finally {
      queuedBytes.addAndGet(-left.get());
    }
  }

  private void written(long count, AtomicLong left) {
    left.addAndGet(-count);
    queuedBytes.addAndGet(-count);
    progress.addAndGet(count);
  }

  private SocketSession open(long ofEpoch) throws IOException {
    SocketSession opened;
    synchronized (this) {
      requireEpoch(ofEpoch);
      if (session != null && session.connection().hasEnded() && !inDoubt) {
        disconnect();
      }
      inDoubt = true;
      if (session != null) {
        session.connection().requireOpen();
        return session;
      }
      opened = sessions.create(progress::incrementAndGet);
      session = opened;
    }
    opened.open(tls, config.connectTimeout());
    return opened;
  }

  private @Nullable Void barrier(long ofEpoch) throws IOException {
    SocketSession open;
    synchronized (this) {
      requireEpoch(ofEpoch);
      open = inDoubt ? session : null;
    }
    if (open != null) {
      open.confirm();
    }
    settle(ofEpoch);
    return null;
  }

  private synchronized void settle(long ofEpoch) throws IOException {
    requireEpoch(ofEpoch);
    inDoubt = false;
    if (session != null && session.connection().hasEnded()) {
      disconnect();
    }
  }

  private synchronized void requireEpoch(long expected) throws IOException {
    if (expected != epoch) {
      throw new IOException("the connection was lost before");
    }
  }
}
