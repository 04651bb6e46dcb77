package io.tributary.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Accepts TCP connections on 127.0.0.1, each served by a thread of its own. Closing it closes every
 * connection and waits for nobody.
 */
final class LoopbackServer implements AutoCloseable {
  /** Serves one connection until it returns or throws; the socket is closed then. */
  interface Service {
    void serve(Socket socket) throws IOException;
  }

  private final ServerSocket listener;
  private final Service service;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  LoopbackServer(String name, int wantedPort, Service service) {
    this.service = service;
    try {
      this.listener = Ports.listen(Ports.freeOr(wantedPort));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    daemon(name, this::accept);
  }

  int port() {
    return listener.getLocalPort();
  }

  @Override
  public void close() {
    closeQuietly(listener);
    open.forEach(LoopbackServer::closeQuietly);
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        open.add(socket);
        daemon(Thread.currentThread().getName() + "-" + socket.getPort(), () -> serve(socket));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      if (!listener.isClosed()) {
        service.serve(socket);
      }
    } catch (IOException gone) {
      // A client may leave at any time; what it did is on record.
    } finally {
      open.remove(socket);
    }
  }

  static void daemon(String name, Runnable work) {
    var thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }

  static void closeQuietly(AutoCloseable resource) {
    try {
      resource.close();
    } catch (Exception alreadyGone) {
      // Closing twice or late is as good as closing.
    }
  }
}
