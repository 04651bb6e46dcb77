package io.tributary.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A TCP proxy on 127.0.0.1 that resets connections in mid-stream: a given number of times, each
 * after a random number of bytes from the client, all from one seed. Then it only forwards. Bytes
 * may be lost in its buffers, as in those of a load balancer. Half-closes pass through.
 */
public final class CuttingProxy implements AutoCloseable {
  private static final int BUFFER = 4096;

  private final ServerSocket server;
  private final int target;
  private final Random random;
  private final int meanBytes;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private int cutsLeft;

  private CuttingProxy(ServerSocket server, int target, long seed, int cuts, int meanBytes) {
    this.server = server;
    this.target = target;
    this.random = new Random(seed);
    this.cutsLeft = cuts;
    this.meanBytes = meanBytes;
  }

  /** Forwards to a port of this machine, and cuts so many connections. */
  public static CuttingProxy start(int target, long seed, int cuts, int meanBytes) {
    try {
      var server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
      var proxy = new CuttingProxy(server, target, seed, cuts, meanBytes);
      daemon(proxy::accept);
      return proxy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public int port() {
    return server.getLocalPort();
  }

  /** How many connections are still to be cut. */
  public synchronized int cutsLeft() {
    return cutsLeft;
  }

  @Override
  public void close() {
    reset(server::close);
    sockets.forEach(socket -> reset(socket::close));
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        var client = server.accept();
        var upstream = new Socket(InetAddress.getLoopbackAddress(), target);
        sockets.add(client);
        sockets.add(upstream);
        var budget = nextCut();
        daemon(() -> pump(client, upstream, budget));
        daemon(() -> pump(upstream, client, Long.MAX_VALUE));
      } catch (IOException e) {
        // Closed, or the target refuses: the client sees its connection end.
      }
    }
  }

  private synchronized long nextCut() {
    return cutsLeft > 0 ? 1 + random.nextInt(2 * meanBytes) : Long.MAX_VALUE;
  }

  private void pump(Socket from, Socket to, long budget) {
    var buffer = new byte[BUFFER];
    var left = budget;
    try {
      for (var n = read(from, buffer, left); n >= 0; n = read(from, buffer, left)) {
        to.getOutputStream().write(buffer, 0, n);
        left -= n;
        if (left <= 0) {
          cut(from, to);
          return;
        }
      }
      to.shutdownOutput();
    } catch (IOException e) {
      reset(from::close);
      reset(to::close);
    }
  }

  private static int read(Socket from, byte[] buffer, long left) throws IOException {
    return from.getInputStream().read(buffer, 0, (int) Math.min(buffer.length, left));
  }

  private void cut(Socket from, Socket to) throws IOException {
    synchronized (this) {
      cutsLeft = Math.max(0, cutsLeft - 1);
    }
    // A reset, not an orderly end: what is still buffered on either side is gone.
    from.setSoLinger(true, 0);
    to.setSoLinger(true, 0);
    from.close();
    to.close();
  }

  private interface Closing {
    void run() throws IOException;
  }

  private static void reset(Closing closing) {
    try {
      closing.run();
    } catch (IOException e) {
      // It is gone, which is all that was wanted.
    }
  }

  private static void daemon(Runnable work) {
    var thread = new Thread(work, "cutting-proxy");
    thread.setDaemon(true);
    thread.start();
  }
}
