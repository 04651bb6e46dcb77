// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.socket;

import io.tributary.common.error.ConnectorLog;
import io.tributary.common.http.Tls;
import io.tributary.devo.config.Endpoint;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongConsumer;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * One connection over TCP or TLS, from connecting to the end of the peer's stream. A reader thread
 * notices that end before anything more is written. One thread writes, and any thread may close.
 */
public final class SocketConnection implements Closeable {
  private static final ConnectorLog LOG = ConnectorLog.of(SocketConnection.class);

  /** The plaintext bytes of one TLS record. */
  static final int TLS_RECORD = 16 * 1024;

  private static final Duration GRACE = Duration.ofMillis(50);

  /** Handles the bytes that the peer sends. */
  public interface Reader {
    /** Reads to the end of the stream. */
    void read(InputStream in) throws IOException;
  }

  private final Endpoint endpoint;
  private final boolean closeNotify;
  private final Reader reader;
  private final Dialer dialer;
  private final CompletableFuture<Boolean> end = new CompletableFuture<>();
  private FailureTrackingSocket plain = new FailureTrackingSocket();
  private Socket socket = plain;

  /**
   * Creates a connection that is not open yet.
   *
   * @param closeNotify whether only a close_notify of the peer is an orderly end, for TLS only
   */
  public SocketConnection(Endpoint endpoint, boolean closeNotify, Reader reader) {
    this(HostAddresses.OF_WORKER, endpoint, closeNotify, reader);
  }

  /** The same with other addresses. */
  SocketConnection(HostAddresses addresses, Endpoint endpoint, boolean closeNotify, Reader reader) {
    this.dialer = new Dialer(addresses, endpoint);
    this.endpoint = endpoint;
    this.closeNotify = closeNotify;
    this.reader = reader;
  }

  /**
   * Connects to the first address of the host that answers, at most eight, with a TLS session of
   * its own where the endpoint is TLS.
   *
   * @param timeout for the connection, and again for each answer of the TLS handshake, both for
   *     each address
   */
  public void connect(@Nullable Tls tls, List<String> protocols, Duration timeout)
      throws IOException {
    var line = dialer.dial(tls, protocols, timeout);
    plain = line.plain();
    socket = line.socket();
    if (tls != null && closeNotify) {
      plain.requireCloseNotify();
    }
    var thread = new Thread(this::read, "devo-reader-" + endpoint);
    thread.setDaemon(true);
    thread.start();
    // With TLS 1.3 the peer checks our certificate after our side has completed the handshake. Its
    // alert arrives a round trip later, and would be lost among failing writes.
    if (tls != null && endsWithin(line.roundTrip().multipliedBy(3).plus(GRACE))) {
      throw failure();
    }
    dialer.succeeded(line);
  }

  /** Writes all bytes, and reports each part that the socket has accepted. */
  public void write(byte[] bytes, LongConsumer progress) throws IOException {
    write(bytes, 0, bytes.length, progress);
  }

  /** Writes a range of the bytes. */
  void write(byte[] bytes, int from, int count, LongConsumer progress) throws IOException {
    try {
      var out = socket.getOutputStream();
      for (int at = from; at < from + count; at += TLS_RECORD) {
        var length = Math.min(TLS_RECORD, from + count - at);
        out.write(bytes, at, length);
        progress.accept(length);
      }
      out.flush();
    } catch (IOException e) {
      // The reader may have seen the reason.
      throw endsWithin(GRACE) ? failure(e) : e;
    }
  }

  /** Runs this when the connection has ended or broken. */
  public void onEnd(Runnable then) {
    var unused = end.whenComplete((done, broken) -> then.run());
  }

  /** Whether the peer has ended the connection or it has broken. */
  public boolean hasEnded() {
    return end.isDone();
  }

  /** Throws the reason if the connection has ended. */
  public void requireOpen() throws IOException {
    if (hasEnded()) {
      throw failure();
    }
  }

  /** Why the connection has ended. */
  public IOException failure() {
    return failure(new IOException("the peer closed the connection"));
  }

  private IOException failure(IOException otherwise) {
    return end.handle((done, broken) -> broken instanceof IOException e ? e : otherwise).join();
  }

  private boolean endsWithin(Duration time) throws IOException {
    try {
      end.get(time.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (ExecutionException e) {
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /**
   * Ends our side of the stream, then waits until the peer has read everything and ends its side.
   *
   * @throws IOException if the connection breaks, has ended before, or does not end properly or in
   *     time
   */
  public void halfClose(Duration timeout) throws IOException {
    requireOpen();
    endBoth(timeout);
  }

  /**
   * The same where the peer may have ended its side first, because it was told to.
   *
   * @throws IOException if the connection breaks, or does not end properly or in time
   */
  public void endBoth(Duration timeout) throws IOException {
    shutdownOutput();
    if (!endsWithin(timeout)) {
      throw new IOException("no end of stream within " + timeout.toMillis() + " ms");
    }
    if (end.isCompletedExceptionally()) {
      throw failure();
    }
    var hidden = plain.failure();
    if (hidden != null) {
      throw hidden;
    }
  }

  /** Ends our side of the stream. */
  public void shutdownOutput() throws IOException {
    if (socket instanceof SSLSocket) {
      socket.shutdownOutput();
    }
    try {
      // TLS may leave the TCP connection open, and an OpenSSL peer may wait for its end.
      plain.shutdownOutput();
    } catch (IOException e) {
      // The peer has ended the connection first. The reader reports how.
      LOG.debug("Shutting down the output to {}: {}", endpoint, e);
    }
  }

  /** Closes the connection at once, even while it is being opened or written to. */
  @Override
  public void close() {
    dialer.close();
  }

  private void read() {
    try {
      reader.read(socket.getInputStream());
      // A peer that has not read everything may reset the connection even after its close_notify.
      plain.drain();
      if (closeNotify) {
        // Fails unless a close_notify has come.
        socket.shutdownInput();
      }
      end.complete(true);
    } catch (Throwable e) {
      // Whatever it is, answers are not read any more (R4).
      end.completeExceptionally(e);
    }
  }
}
