package io.tributary.devo.socket;

import io.tributary.common.http.Tls;
import io.tributary.devo.config.Endpoint;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongConsumer;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection to Devo, from connecting to the peer's end of stream. A thread of its own reads,
 * so that an end is noticed before anything more is written. One thread writes; any may close.
 */
public final class SocketConnection implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(SocketConnection.class);

  /** Bytes that make one record of TLS. */
  static final int SLICE = 16 * 1024;

  private static final int SEND_BUFFER = 512 * 1024;
  private static final Duration GRACE = Duration.ofMillis(50);

  /** What becomes of that which the peer sends. */
  public interface Reader {
    /** Reads to the end of the stream. */
    void read(InputStream in) throws IOException;
  }

  private final Endpoint endpoint;
  private final boolean closeNotify;
  private final Reader reader;
  private final FailureTrackingSocket plain = new FailureTrackingSocket();
  private final CompletableFuture<Boolean> end = new CompletableFuture<>();
  private Socket socket = plain;

  /**
   * A connection still to be opened.
   *
   * @param closeNotify whether it ends in order only by a close_notify of the peer; for TLS
   */
  public SocketConnection(Endpoint endpoint, boolean closeNotify, Reader reader) {
    this.endpoint = endpoint;
    this.closeNotify = closeNotify;
    this.reader = reader;
  }

  /**
   * Connects, with a TLS session of its own where the endpoint is TLS.
   *
   * @param timeout for the connection and again for each answer of the TLS handshake
   */
  public void connect(@Nullable Tls tls, List<String> protocols, Duration timeout)
      throws IOException {
    var millis = Math.toIntExact(timeout.toMillis());
    var start = System.nanoTime();
    // Bytes in the socket's buffer are bytes of which nobody can see whether they make progress.
    plain.setSendBufferSize(SEND_BUFFER);
    plain.connect(new InetSocketAddress(endpoint.host(), endpoint.port()), millis);
    var roundTrip = Duration.ofNanos(System.nanoTime() - start);
    plain.setTcpNoDelay(true);
    plain.setKeepAlive(true);
    if (tls != null) {
      plain.setSoTimeout(millis);
      socket = handshake(tls, protocols);
      plain.setSoTimeout(0);
      if (closeNotify) {
        plain.mustNotEnd();
      }
    }
    var thread = new Thread(this::read, "devo-reader-" + endpoint);
    thread.setDaemon(true);
    thread.start();
    // With TLS 1.3 the peer looks at our certificate when the handshake is over for us. A refusal
    // takes a round trip, and would be lost among failing writes.
    if (tls != null && endsWithin(roundTrip.multipliedBy(3).plus(GRACE))) {
      throw reason();
    }
  }

  /** Writes all bytes; tells of each slice the socket has taken. */
  public void write(byte[] bytes, LongConsumer progress) throws IOException {
    write(bytes, 0, bytes.length, progress);
  }

  /** The same for a part of the bytes. */
  void write(byte[] bytes, int from, int count, LongConsumer progress) throws IOException {
    try {
      var out = socket.getOutputStream();
      for (int at = from; at < from + count; at += SLICE) {
        var length = Math.min(SLICE, from + count - at);
        out.write(bytes, at, length);
        progress.accept(length);
      }
      out.flush();
    } catch (IOException e) {
      // The reader may know why the peer does not want any more.
      throw endsWithin(GRACE) ? reason(e) : e;
    }
  }

  /** Has this run when the connection has ended or broken. */
  public void onEnd(Runnable then) {
    var unused = end.whenComplete((done, broken) -> then.run());
  }

  /** Whether the peer has ended the connection or it has broken. */
  public boolean hasEnded() {
    return end.isDone();
  }

  /** This connection, if it has not ended. */
  public SocketConnection alive() throws IOException {
    if (hasEnded()) {
      throw reason();
    }
    return this;
  }

  /** Why the connection has ended. */
  public IOException reason() {
    return reason(new IOException("the peer closed the connection"));
  }

  private IOException reason(IOException otherwise) {
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
   * Says that nothing more will come, and waits until the peer has read everything and ends the
   * connection as well.
   *
   * @throws IOException if it breaks, does not end in time or in order, or had ended before
   */
  public void halfClose(Duration timeout) throws IOException {
    alive();
    shutdownOutput();
    if (!endsWithin(timeout)) {
      throw new IOException("no end of stream within " + timeout.toMillis() + " ms");
    }
    if (end.isCompletedExceptionally()) {
      throw reason();
    }
    var hidden = plain.failure();
    if (hidden != null) {
      throw hidden;
    }
  }

  /** Says that nothing more will come. */
  public void shutdownOutput() throws IOException {
    if (socket instanceof SSLSocket) {
      socket.shutdownOutput();
    }
    try {
      // TLS may leave the connection below it open, and an OpenSSL peer may wait for its end.
      plain.shutdownOutput();
    } catch (IOException e) {
      // Done already: the peer was faster. How the connection ends, the reader tells.
      LOG.debug("Shutting down the output to {}", endpoint, e);
    }
  }

  /** Breaks the connection off at once, also while it is being opened or written to. */
  @Override
  public void close() {
    try {
      plain.close();
    } catch (IOException e) {
      // There is nothing left to close.
      LOG.debug("Closing the connection to {}", endpoint, e);
    }
  }

  private Socket handshake(Tls tls, List<String> protocols) throws IOException {
    var factory = tls.newContext().getSocketFactory();
    var secure = (SSLSocket) factory.createSocket(plain, endpoint.host(), endpoint.port(), true);
    var parameters = secure.getSSLParameters();
    parameters.setProtocols(protocols.toArray(String[]::new));
    if (!tls.cipherSuites().isEmpty()) {
      parameters.setCipherSuites(tls.cipherSuites().toArray(String[]::new));
    }
    if (tls.checksHostName()) {
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
    }
    if (isName(endpoint.host())) {
      parameters.setServerNames(List.of(new SNIHostName(endpoint.host())));
    }
    secure.setSSLParameters(parameters);
    plain.shakesHands(true);
    secure.startHandshake();
    plain.shakesHands(false);
    return secure;
  }

  private static boolean isName(String host) {
    return !host.contains(":") && !host.matches("[0-9.]+");
  }

  private void read() {
    try {
      reader.read(socket.getInputStream());
      // One that has not read everything may reset the connection, even after its close_notify.
      plain.awaitEnd();
      if (closeNotify) {
        // Fails unless a close_notify has come.
        socket.shutdownInput();
      }
      end.complete(true);
    } catch (IOException e) {
      end.completeExceptionally(e);
    }
  }
}
