// SPDX-License-Identifier: Apache-2.0
package io.tributary.testkit.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * A TCP proxy on 127.0.0.1 that ends connections in mid-stream, after a given or random number of
 * bytes from the client or to it. Bytes may be lost in its buffers, as in those of a load balancer.
 * Half-closes pass through.
 */
public final class CuttingProxy implements AutoCloseable {
  /** How it ends a connection. The target always sees a reset. */
  public enum Cut {
    /** A reset. */
    RESET,
    /** An orderly end towards the client at once; what still comes is thrown away. */
    END,
    /** What still comes is thrown away, and an orderly end answers that of the client. */
    END_WHEN_CLIENT_DOES
  }

  /** Whose bytes are counted until the cut. */
  public enum Side {
    CLIENT,
    /** Of the target; not with {@link Cut#END_WHEN_CLIENT_DOES}. */
    TARGET
  }

  private static final int BUFFER = 4096;

  private final ServerSocket server;
  private final int target;
  private final Side counted;
  private final Cut how;
  private final LongSupplier places;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
  private final ByteArrayOutputStream answered = new ByteArrayOutputStream();
  private int cutsLeft;

  private CuttingProxy(
      ServerSocket server, int target, Side counted, Cut how, int cuts, LongSupplier places) {
    this.server = server;
    this.target = target;
    this.counted = counted;
    this.how = how;
    this.cutsLeft = cuts;
    this.places = places;
  }

  /**
   * Forwards to a port of this machine and resets so many connections, each after a random number
   * of bytes, all from one seed; then it only forwards.
   */
  public static CuttingProxy start(int target, long seed, int cuts, int meanBytes) {
    return start(target, Cut.RESET, seed, cuts, meanBytes);
  }

  /** The same, with connections ended as told. */
  public static CuttingProxy start(int target, Cut how, long seed, int cuts, int meanBytes) {
    return start(target, Side.CLIENT, how, seed, cuts, meanBytes);
  }

  /** The same, with the bytes of either side counted. */
  public static CuttingProxy start(
      int target, Side counted, Cut how, long seed, int cuts, int meanBytes) {
    var random = new Random(seed);
    return open(target, counted, how, cuts, () -> 1 + random.nextInt(2 * meanBytes));
  }

  /** Ends one connection when its client has sent so many bytes; then it only forwards. */
  public static CuttingProxy at(int target, Cut how, long place) {
    return at(target, Side.CLIENT, how, place);
  }

  /** Ends one connection when so many bytes of that side have passed; then it only forwards. */
  public static CuttingProxy at(int target, Side counted, Cut how, long place) {
    return open(target, counted, how, 1, () -> place);
  }

  private static CuttingProxy open(
      int target, Side counted, Cut how, int cuts, LongSupplier places) {
    try {
      var server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
      var proxy = new CuttingProxy(server, target, counted, how, cuts, places);
      daemon(proxy::accept);
      return proxy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Everything clients have sent so far. */
  public byte[] sent() {
    return sent.toByteArray();
  }

  /** Everything the target has sent so far. */
  public byte[] answered() {
    return answered.toByteArray();
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
        daemon(() -> pump(client, upstream, budgetOf(Side.CLIENT, budget), sent));
        daemon(() -> pump(upstream, client, budgetOf(Side.TARGET, budget), answered));
      } catch (IOException e) {
        // Closed, or the target refuses: the client sees its connection end.
      }
    }
  }

  private synchronized long nextCut() {
    return cutsLeft > 0 ? places.getAsLong() : Long.MAX_VALUE;
  }

  private long budgetOf(Side side, long budget) {
    return side == counted ? budget : Long.MAX_VALUE;
  }

  // A ByteArrayOutputStream is thread-safe.
  private void pump(Socket from, Socket to, long budget, ByteArrayOutputStream seen) {
    var buffer = new byte[BUFFER];
    var left = budget;
    try {
      for (var n = read(from, buffer, left); n >= 0; n = read(from, buffer, left)) {
        seen.write(buffer, 0, n);
        to.getOutputStream().write(buffer, 0, n);
        left -= n;
        if (left <= 0) {
          cut(counted == Side.CLIENT ? from : to, counted == Side.CLIENT ? to : from);
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

  private void cut(Socket client, Socket upstream) throws IOException {
    synchronized (this) {
      cutsLeft = Math.max(0, cutsLeft - 1);
    }
    switch (how) {
      // What is still buffered on either side is gone.
      case RESET -> client.setSoLinger(true, 0);
      case END -> {
        client.shutdownOutput();
        drain(client);
      }
      case END_WHEN_CLIENT_DOES -> {
        drain(client);
        client.shutdownOutput();
      }
    }
    upstream.setSoLinger(true, 0);
    client.close();
    upstream.close();
  }

  /** The other pump reads from the client where the bytes of the target are counted. */
  private void drain(Socket client) throws IOException {
    if (counted == Side.CLIENT) {
      client.getInputStream().transferTo(OutputStream.nullOutputStream());
    }
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
