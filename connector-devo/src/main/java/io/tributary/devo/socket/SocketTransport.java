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
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Syslog over a socket. One thread of its own connects and writes, so that a receiver that stands
 * still holds up nobody; the caller watches {@link #queued()} and stops sending in time.
 *
 * <p>Everything sent since the last confirmation belongs to one epoch. Trouble ends the epoch: what
 * of it is still queued is dropped, and the trouble is thrown from the caller's next call.
 */
public final class SocketTransport implements DevoTransport {
  private static final Logger LOG = LoggerFactory.getLogger(SocketTransport.class);

  /** How many times the confirmation timeout a confirmation may take while it makes progress. */
  private static final int PATIENCE = 4;

  private final DevoSinkConfig config;
  private final Endpoint endpoint;
  private final Function<Batch, EncodedLines> encoder;
  private final SocketSession.Factory sessions;
  private final @Nullable Tls tls;
  private final ExecutorService writer;
  private final AtomicLong queued = new AtomicLong();
  private final AtomicLong moved = new AtomicLong();

  // Guarded by this.
  private long epoch;
  private @Nullable ApiException trouble;
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
  public synchronized void check() {
    if (session != null && inDoubt && session.connection().hasEnded()) {
      fail(session.connection().reason(), epoch);
    }
    if (trouble != null) {
      var thrown = trouble;
      trouble = null;
      throw thrown;
    }
  }

  @Override
  public long send(Batch batch) {
    check();
    if (batch.items().isEmpty()) {
      return 0;
    }
    var lines = encoder.apply(batch);
    var current = currentEpoch();
    queued.addAndGet(lines.bytes());
    writer.execute(() -> write(lines, current));
    return lines.bytes();
  }

  @Override
  public long queued() {
    return queued.get();
  }

  @Override
  public Unconfirmed confirm() {
    check();
    var current = currentEpoch();
    try {
      await(writer.submit(() -> barrier(current)));
    } catch (IOException e) {
      fail(e, current);
    }
    check();
    return new Unconfirmed();
  }

  @Override
  public void close() {
    var idle = idle();
    if (idle != null) {
      writer.execute(() -> leave(idle));
      CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS).execute(idle.connection()::close);
    }
    fail(new IOException("closed"), currentEpoch());
    if (idle == null) {
      writer.shutdownNow();
    } else {
      writer.shutdown();
    }
  }

  /** The session, no longer ours then, if nothing is in doubt. */
  private synchronized @Nullable SocketSession idle() {
    var idle = inDoubt ? null : session;
    session = inDoubt ? session : null;
    return idle;
  }

  private static void leave(SocketSession idle) {
    try {
      idle.leave();
    } catch (IOException e) {
      LOG.debug("The far side was faster", e);
    }
    idle.connection().close();
  }

  private void await(Future<?> barrier) throws IOException {
    var timeout = config.confirmTimeout();
    var deadline = System.nanoTime() + timeout.multipliedBy(PATIENCE).toNanos();
    for (long before = -1; before < moved.get() && System.nanoTime() < deadline; ) {
      before = moved.get();
      try {
        barrier.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        return;
      } catch (TimeoutException e) {
        // Another round if something was written or answered meanwhile.
      } catch (ExecutionException e) {
        throw e.getCause() instanceof IOException why ? why : new IOException(e.getCause());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted", e);
      }
    }
    throw new IOException("not confirmed within " + timeout.toMillis() + " ms");
  }

  private synchronized long currentEpoch() {
    return epoch;
  }

  /** Ends the epoch, unless something else has ended it before. */
  private synchronized void fail(Exception e, long ofEpoch) {
    if (ofEpoch == epoch) {
      epoch++;
      trouble = ConnectionErrors.of(e, endpoint);
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

  // What follows runs on the writer.

  private void write(EncodedLines lines, long ofEpoch) {
    var left = new AtomicLong(lines.bytes());
    try {
      if (ofEpoch == currentEpoch()) {
        open(ofEpoch).write(lines, count -> progress(count, left));
      }
    } catch (IOException | RuntimeException e) {
      // Such as what a TLS provider throws: unless it ends the epoch, it looks like nothing to do.
      fail(e, ofEpoch);
    } finally {
      queued.addAndGet(-left.get());
    }
  }

  private void progress(long count, AtomicLong left) {
    left.addAndGet(-count);
    queued.addAndGet(-count);
    moved.addAndGet(count);
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
        session.connection().alive();
        return session;
      }
      opened = sessions.create(moved::incrementAndGet);
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

  private synchronized void requireEpoch(long wanted) throws IOException {
    if (wanted != epoch) {
      throw new IOException("the connection was lost before");
    }
  }
}
