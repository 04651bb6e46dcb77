package io.tributary.testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * A TCP proxy on 127.0.0.1 that ends connections in mid-stream, after a given or random number of
 * bytes from one side. Bytes may be lost in its buffers, as in those of a load balancer.
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

  /** Whose bytes are counted. */
  public enum Sender {
    CLIENT,
    TARGET
  }

  private static final int BUFFER = 4096;

  private final ServerSocket server;
  private final int target;
  private final Cut how;
  private final Sender whose;
  private final LongSupplier places;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
  private final ByteArrayOutputStream answered = new ByteArrayOutputStream();
  private int cutsLeft;

  private CuttingProxy(
      ServerSocket server, int target, Cut how, Sender whose, int cuts, LongSupplier places) {
    this.server = server;
    this.target = target;
    this.how = how;
    this.whose = whose;
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
    return start(target, how, Sender.CLIENT, seed, cuts, meanBytes);
  }

  /** The same, counting the bytes of one side. */
  public static CuttingProxy start(
      int target, Cut how, Sender whose, long seed, int cuts, int meanBytes) {
    var random = new Random(seed);
    return open(target, how, whose, cuts, () -> 1 + random.nextInt(2 * meanBytes));
  }

  /** Ends one connection when its client has sent so many bytes; then it only forwards. */
  public static CuttingProxy at(int target, Cut how, long place) {
    return at(target, how, Sender.CLIENT, place);
  }

  /** Ends one connection when that side has sent so many bytes; then it only forwards. */
  public static CuttingProxy at(int target, Cut how, Sender whose, long place) {
    return open(target, how, whose, 1, () -> place);
  }

  private static CuttingProxy open(
      int target, Cut how, Sender whose, int cuts, LongSupplier places) {
    try {
      var server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
      var proxy = new CuttingProxy(server, target, how, whose, cuts, places);
      daemon(proxy::accept);
      return proxy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Everything clients have sent so far. */
  public byte[] sent() {
    synchronized (sent) {
      return sent.toByteArray();
    }
  }

  /** Everything the target has sent so far. */
  public byte[] answered() {
    synchronized (answered) {
      return answered.toByteArray();
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
        var cut = nextCut();
        var toTarget = whose == Sender.CLIENT ? cut : Long.MAX_VALUE;
        var toClient = whose == Sender.TARGET ? cut : Long.MAX_VALUE;
        daemon(() -> pump(client, upstream, toTarget, bytes -> remember(sent, bytes)));
        daemon(() -> pump(upstream, client, toClient, bytes -> remember(answered, bytes)));
      } catch (IOException e) {
        // Closed, or the target refuses: the client sees its connection end.
      }
    }
  }

  private synchronized long nextCut() {
    return cutsLeft > 0 ? places.getAsLong() : Long.MAX_VALUE;
  }

  private static void remember(ByteArrayOutputStream all, byte[] bytes) {
    synchronized (all) {
      all.writeBytes(bytes);
    }
  }

  private void pump(Socket from, Socket to, long budget, Consumer<byte[]> seen) {
    var buffer = new byte[BUFFER];
    var left = budget;
    try {
      for (var n = read(from, buffer, left); n >= 0; n = read(from, buffer, left)) {
        seen.accept(Arrays.copyOf(buffer, n));
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
    switch (how) {
      // What is still buffered on either side is gone.
      case RESET -> from.setSoLinger(true, 0);
      case END -> {
        from.shutdownOutput();
        from.getInputStream().transferTo(OutputStream.nullOutputStream());
      }
      case END_WHEN_CLIENT_DOES -> {
        from.getInputStream().transferTo(OutputStream.nullOutputStream());
        from.shutdownOutput();
      }
    }
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
