// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.socket;

import io.tributary.common.error.ConnectorLog;
import io.tributary.common.http.Tls;
import io.tributary.devo.config.Endpoint;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * Makes one connection over TCP or TLS to the first address of a host that answers. One thread
 * dials, and any thread may close.
 */
final class Dialer implements Closeable {
  private static final ConnectorLog LOG = ConnectorLog.of(Dialer.class);

  private static final int SEND_BUFFER = 512 * 1024;

  /** More than any handshake has, so that it ends after so many times the time-out. */
  private static final int MOST_ANSWERS = 4;

  private final HostAddresses addresses;
  private final Endpoint endpoint;
  private volatile FailureTrackingSocket current = new FailureTrackingSocket();
  private volatile boolean closed;

  Dialer(HostAddresses addresses, Endpoint endpoint) {
    this.addresses = addresses;
    this.endpoint = endpoint;
  }

  /**
   * A connection that was made.
   *
   * @param plain the socket of TCP
   * @param socket the socket to write to, of TLS or the same
   * @param roundTrip how long TCP took to connect
   */
  record Line(
      FailureTrackingSocket plain, Socket socket, Duration roundTrip, InetAddress address) {}

  /**
   * Connects, with a TLS session of its own where there is TLS. An address whose TLS fails does not
   * count as one that answers.
   *
   * @param timeout for TCP, and again for each answer of the TLS handshake, which may take four
   *     times as long in all; for each address
   * @throws IOException why the first address failed, or the first one that got as far as TLS
   */
  Line dial(@Nullable Tls tls, List<String> protocols, Duration timeout) throws IOException {
    IOException why = null;
    var context = tls == null ? null : tls.newContext();
    for (var address : addresses()) {
      try {
        return dial(address, tls, context, protocols, Math.toIntExact(timeout.toMillis()));
      } catch (IOException e) {
        close(current);
        LOG.debug("Connecting to {} at {}: {}", endpoint, address, e);
        if (why == null || (e instanceof SSLException && !(why instanceof SSLException))) {
          why = e;
        }
      }
    }
    throw why == null ? new UnknownHostException(endpoint.host()) : why;
  }

  /** The connection is one that can be used: the next one begins with its address. */
  void succeeded(Line line) {
    addresses.connected(endpoint.host(), line.address());
  }

  private List<InetAddress> addresses() throws UnknownHostException {
    try {
      return addresses.of(endpoint.host());
    } catch (UnknownHostException e) {
      var named = new UnknownHostException(endpoint.host());
      named.initCause(e);
      throw named;
    }
  }

  private Line dial(
      InetAddress address,
      @Nullable Tls tls,
      @Nullable SSLContext context,
      List<String> protocols,
      int millis)
      throws IOException {
    // A socket that has failed to connect cannot be used again.
    var plain = new FailureTrackingSocket();
    current = plain;
    if (closed) {
      throw new SocketException("Socket closed");
    }
    var start = System.nanoTime();
    // Bytes in the buffer of the socket may be stuck without anyone noticing.
    plain.setSendBufferSize(SEND_BUFFER);
    plain.connect(new InetSocketAddress(address, endpoint.port()), millis);
    var roundTrip = Duration.ofNanos(System.nanoTime() - start);
    plain.setTcpNoDelay(true);
    plain.setKeepAlive(true);
    if (tls == null || context == null) {
      return new Line(plain, plain, roundTrip, address);
    }
    plain.setSoTimeout(millis);
    // Each byte of it may come in time.
    var late = new CompletableFuture<Void>();
    var unused =
        late.completeOnTimeout(null, MOST_ANSWERS * (long) millis, TimeUnit.MILLISECONDS)
            .thenRun(() -> close(plain));
    try {
      var secure = handshake(plain, tls, context, protocols);
      plain.setSoTimeout(0);
      return new Line(plain, secure, roundTrip, address);
    } catch (IOException e) {
      if (late.isDone() && !closed) {
        throw new SocketTimeoutException("the handshake does not end");
      }
      throw e;
    } finally {
      late.cancel(false);
    }
  }

  private Socket handshake(
      FailureTrackingSocket plain, Tls tls, SSLContext context, List<String> protocols)
      throws IOException {
    var secure =
        (SSLSocket)
            context.getSocketFactory().createSocket(plain, endpoint.host(), endpoint.port(), true);
    var parameters = secure.getSSLParameters();
    parameters.setProtocols(protocols.toArray(String[]::new));
    if (!tls.cipherSuites().isEmpty()) {
      parameters.setCipherSuites(tls.cipherSuites().toArray(String[]::new));
    }
    if (tls.checksHostName()) {
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
    }
    if (canBeNamed(endpoint.host())) {
      parameters.setServerNames(List.of(new SNIHostName(endpoint.host())));
    }
    secure.setSSLParameters(parameters);
    plain.setHandshaking(true);
    secure.startHandshake();
    plain.setHandshaking(false);
    return secure;
  }

  /** Whether TLS can tell the server this name: neither an address nor with an underscore. */
  private static boolean canBeNamed(String host) {
    return !host.contains(":") && !host.contains("_") && !host.matches("[0-9.]+");
  }

  /** Closes the connection at once, even while it is being made. */
  @Override
  public void close() {
    closed = true;
    close(current);
  }

  private void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // There is nothing left to close.
      LOG.debug("Closing the connection to {}: {}", endpoint, e);
    }
  }
}
