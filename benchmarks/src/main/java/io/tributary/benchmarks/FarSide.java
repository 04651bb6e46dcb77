// SPDX-License-Identifier: Apache-2.0
package io.tributary.benchmarks;

import io.tributary.benchmarks.process.Meter;
import io.tributary.benchmarks.process.Options;
import io.tributary.benchmarks.process.Tally;
import io.tributary.testkit.http.TestCertificates;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLServerSocket;
import org.jspecify.annotations.Nullable;

/**
 * The other side in a separate process: {@code kind=vendor}, {@code syslog}, {@code relp+tls} or
 * {@code https}. It prints its port, then its figures after each line of input, and ends with its
 * input.
 */
final class FarSide {
  private FarSide() {}

  /** Serves one connection. */
  interface Service {
    void serve(Socket socket) throws IOException;
  }

  /** Runs it. */
  public static void main(String... arguments) throws IOException {
    var options = Options.of(arguments);
    var kind = options.text("kind");
    var tally = new Tally();
    Service service =
        switch (kind) {
          case "vendor" -> new VendorPages(options)::serve;
          case "syslog" -> new SyslogSink(options, tally)::serve;
          case "relp+tls" -> new RelpIntake(tally)::serve;
          case "https" -> new HttpIntake(options, tally)::serve;
          default -> throw new IllegalArgumentException(kind);
        };
    var certificates =
        kind.equals("vendor") ? null : TestCertificates.create(Path.of(options.text("directory")));
    listen(certificates, !kind.equals("https"), service);
    tellWhenAsked(System.in, tally);
  }

  private static void tellWhenAsked(InputStream in, Tally tally) throws IOException {
    for (var next = in.read(); next >= 0; next = in.read()) {
      if (next == '\n') {
        Meter.tell("distinct", tally.distinct());
        Meter.tell("duplicates", (double) tally.duplicates());
      }
    }
  }

  /** Waits. */
  static void pause(int millis) {
    try {
      if (millis > 0) {
        var unused = new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void listen(
      @Nullable TestCertificates certificates, boolean mutual, Service service) throws IOException {
    var sockets =
        certificates == null
            ? ServerSocketFactory.getDefault()
            : certificates.serverContext().getServerSocketFactory();
    var listener = sockets.createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    if (listener instanceof SSLServerSocket secure) {
      secure.setNeedClientAuth(mutual);
    }
    start(() -> accept(listener, service));
    Meter.tell("port", listener.getLocalPort());
  }

  private static void accept(ServerSocket listener, Service service) {
    try {
      while (true) {
        var socket = listener.accept();
        socket.setTcpNoDelay(true);
        start(() -> serve(socket, service));
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void serve(Socket socket, Service service) {
    try (socket) {
      service.serve(socket);
    } catch (IOException gone) {
      // A client may leave at any time.
    }
  }

  private static void start(Runnable work) {
    var thread = new Thread(work);
    thread.setDaemon(true);
    thread.start();
  }
}
