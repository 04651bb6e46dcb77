// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.function.UnaryOperator;
import javax.net.SocketFactory;

/**
 * Sockets that send written bytes at once. OkHttp leaves Nagle's algorithm on, with which the end
 * of a request would wait for the acknowledgement of the bytes before it.
 */
public final class NoDelaySockets extends SocketFactory {
  private final UnaryOperator<InputStream> received;

  /** Sockets whose bytes are received as they come. */
  public NoDelaySockets() {
    this(UnaryOperator.identity());
  }

  /** Sockets whose bytes are received through the given function. */
  NoDelaySockets(UnaryOperator<InputStream> received) {
    this.received = received;
  }

  @Override
  public Socket createSocket() throws IOException {
    var socket =
        new Socket() {
          @Override
          public InputStream getInputStream() throws IOException {
            return received.apply(super.getInputStream());
          }
        };
    socket.setTcpNoDelay(true);
    return socket;
  }

  @Override
  public Socket createSocket(String host, int port) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress local, int localPort) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Socket createSocket(InetAddress host, int port) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) {
    throw new UnsupportedOperationException();
  }
}
