package io.tributary.devo;

import io.tributary.common.error.ApiException;
import io.tributary.common.http.Tls;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.SslConfigs;
import org.jspecify.annotations.Nullable;

/**
 * Syslog over TCP or mutual TLS. One thread of its own connects and writes, so that a receiver that
 * stands still holds up nobody; the caller watches {@link #queued()} and stops sending in time.
 *
 * <p>Everything sent since the last confirmation belongs to one epoch. Trouble ends the epoch: what
 * of it is still queued is dropped, and the trouble is thrown from the caller's next call.
 */
final class SyslogTransport implements DevoTransport {
  /** How many times the confirmation timeout a confirmation may take while it makes progress. */
  private static final int PATIENCE = 4;

  private final DevoSinkConfig config;
  private final Endpoint endpoint;
  private final SyslogFormat format;
  private final @Nullable Tls tls;
  private final ExecutorService writer;
  private final AtomicLong queued = new AtomicLong();
  private final AtomicLong written = new AtomicLong();

  // Guarded by this.
  private long epoch;
  private @Nullable ApiException trouble;
  private @Nullable SyslogConnection connection;
  private boolean inDoubt;

  SyslogTransport(DevoSinkConfig config) {
    this.config = config;
    endpoint = config.endpoint();
    format = config.syslogFormat();
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
    if (connection != null && inDoubt && connection.hasEnded()) {
      fail(connection.reason(), epoch);
    }
    if (trouble != null) {
      var thrown = trouble;
      trouble = null;
      throw thrown;
    }
  }

  @Override
  public long send(Batch batch) {
    return send(batch.messages());
  }

  /** Accepts messages without waiting for the network; returns their bytes. */
  long send(List<DevoMessage> messages) {
    check();
    if (messages.isEmpty()) {
      return 0;
    }
    var lines = messages.stream().map(message -> message.toSyslog(format)).toList();
    var bytes = ByteBuffer.allocate(lines.stream().mapToInt(line -> line.length).sum());
    lines.forEach(bytes::put);
    var current = currentEpoch();
    queued.addAndGet(bytes.capacity());
    writer.execute(() -> write(bytes.array(), current));
    return bytes.capacity();
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
    fail(new IOException("closed"), currentEpoch());
    writer.shutdownNow();
  }

  private void await(Future<?> barrier) throws IOException {
    var timeout = config.confirmTimeout();
    var deadline = System.nanoTime() + timeout.multipliedBy(PATIENCE).toNanos();
    for (long before = -1; before < written.get() && System.nanoTime() < deadline; ) {
      before = written.get();
      try {
        barrier.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        return;
      } catch (TimeoutException e) {
        // Another round if something was written meanwhile.
      } catch (ExecutionException e) {
        throw new IOException(e.getCause());
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
      trouble = Troubles.of(e, endpoint);
      disconnect();
    }
  }

  private synchronized void disconnect() {
    if (connection != null) {
      connection.close();
    }
    connection = null;
    inDoubt = false;
  }

  // What follows runs on the writer.

  private void write(byte[] bytes, long ofEpoch) {
    var left = new AtomicLong(bytes.length);
    try {
      if (ofEpoch == currentEpoch()) {
        var out = open(ofEpoch);
        if (config.gzips()) {
          writePacked(bytes, out, left);
        } else {
          out.write(bytes, count -> progress(count, left));
        }
      }
    } catch (IOException | ConfigException e) {
      fail(e, ofEpoch);
    } finally {
      queued.addAndGet(-left.get());
    }
  }

  private void writePacked(byte[] lines, SyslogConnection out, AtomicLong left) throws IOException {
    for (int from = 0, end; from < lines.length; from = end) {
      end = GzipMember.end(lines, from);
      out.write(GzipMember.of(lines, from, end), packed -> {});
      progress(end - from, left);
    }
  }

  private void progress(long count, AtomicLong left) {
    left.addAndGet(-count);
    queued.addAndGet(-count);
    written.addAndGet(count);
  }

  private SyslogConnection open(long ofEpoch) throws IOException {
    var opened = new SyslogConnection(endpoint, config.wantsCloseNotify());
    synchronized (this) {
      if (ofEpoch != epoch) {
        throw new IOException("the connection was lost before");
      }
      if (connection != null && connection.hasEnded() && !inDoubt) {
        disconnect();
      }
      inDoubt = true;
      if (connection != null) {
        return connection.alive();
      }
      connection = opened;
    }
    opened.connect(
        tls, config.getList(SslConfigs.SSL_ENABLED_PROTOCOLS_CONFIG), config.connectTimeout());
    return opened;
  }

  private @Nullable Void barrier(long ofEpoch) throws IOException {
    SyslogConnection open;
    synchronized (this) {
      if (ofEpoch != epoch) {
        throw new IOException("the connection was lost before");
      }
      open = connection;
    }
    if (open != null && config.halfCloses()) {
      open.halfClose(config.confirmTimeout());
    } else if (open != null && inDoubt) {
      open.alive();
    }
    settle(ofEpoch);
    return null;
  }

  private synchronized void settle(long ofEpoch) throws IOException {
    if (ofEpoch != epoch) {
      throw new IOException("the connection was lost before");
    }
    inDoubt = false;
    if (config.halfCloses()) {
      disconnect();
    }
  }
}
