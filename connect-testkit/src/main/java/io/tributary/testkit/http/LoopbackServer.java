// SPDX-License-Identifier: Apache-2.0
package io.tributary.testkit.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/**
 * Accepts TCP connections on 127.0.0.1, each served by a thread of its own. Closing it closes every
 * connection and waits for nobody.
 */
public final class LoopbackServer implements AutoCloseable {
  /** Serves one connection until it returns or throws; the socket is closed then. */
  public interface Service {
    void serve(QuietableSocket socket) throws IOException;
  }

  private final String name;
  private final int port;
  private volatile ServerSocket listener;
  private final Service service;
  private volatile boolean closed;
  private volatile CountDownLatch accepting = new CountDownLatch(0);
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  public LoopbackServer(String name, int wantedPort, Service service) {
    this.name = name;
    this.service = service;
    this.listener = listen(Ports.freeOr(wantedPort));
    this.port = listener.getLocalPort();
    accept(listener);
  }

  public int port() {
    return port;
  }

  /** Refuses new connections; those that are open stay. */
  public void refuse() {
    closeQuietly(listener);
    try {
      // The port is given up only when nobody is in accept any more.
      accepting.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Accepts connections again, on the same port. */
  public synchronized void resume() {
    if (listener.isClosed() && !closed) {
      listener = listen(port);
      accept(listener);
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    closeQuietly(listener);
    open.forEach(LoopbackServer::closeQuietly);
  }

  private static ServerSocket listen(int port) {
    try {
      return Ports.listen(port);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void accept(ServerSocket from) {
    var ended = new CountDownLatch(1);
    accepting = ended;
    daemon(
        name,
        () -> {
          try {
            while (true) {
              var socket = (QuietableSocket) from.accept();
              open.add(socket);
              daemon(name + "-" + socket.getPort(), () -> serve(socket));
            }
          } catch (IOException refusing) {
            // The listener was closed.
          } finally {
            ended.countDown();
          }
        });
  }

  private void serve(QuietableSocket socket) {
    try (socket) {
      if (!closed) {
        service.serve(socket);
      }
    } catch (IOException gone) {
      // A client may leave at any time; what it did is on record.
    } finally {
      open.remove(socket);
    }
  }

  public static void daemon(String name, Runnable work) {
    var thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }

  public static void closeQuietly(AutoCloseable resource) {
    try {
      resource.close();
    } catch (Exception alreadyGone) {
      // Closing twice or late is as good as closing.
    }
  }
}
