// SPDX-License-Identifier: Apache-2.0
package io.tributary.testkit.devo;

import io.tributary.testkit.http.LoopbackServer;
import io.tributary.testkit.http.QuietableSocket;
import io.tributary.testkit.http.TestCertificates;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Plays Devo's syslog intake on 127.0.0.1, as a relay over plain TCP or as the cloud over TLS 1.2
 * and 1.3 with a client certificate. It accepts lines, octet-counted messages and gzip members. It
 * keeps malformed messages apart, because Devo cannot refuse them. Thread-safe.
 */
public final class FakeDevo implements AutoCloseable {
  private static final int RECEIVE_BUFFER = 1 << 16;

  private final CountDownLatch closed = new CountDownLatch(1);
  private final DevoFaults faults = new DevoFaults(closed);
  private final List<SyslogMessage> messages = new ArrayList<>();
  private final List<String> malformed = new ArrayList<>();
  private final AtomicInteger connections = new AtomicInteger();
  private final AtomicInteger failedHandshakes = new AtomicInteger();
  private final List<String> serverNames = new CopyOnWriteArrayList<>();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final @Nullable SSLContext tls;
  private final boolean relp;
  private final LoopbackServer server;
  private volatile String[] protocols = {"TLSv1.2", "TLSv1.3"};

  private FakeDevo(int port, @Nullable SSLContext tls, boolean relp) {
    this.tls = tls;
    this.relp = relp;
    this.server = new LoopbackServer("FakeDevo", port, this::serve);
  }

  /** Plain TCP, as a relay, on a free port. */
  public static FakeDevo tcp() {
    return new FakeDevo(0, null, false);
  }

  /** Plain TCP on the requested port, or on a free one if it is in use. */
  public static FakeDevo tcp(int wantedPort) {
    return new FakeDevo(wantedPort, null, false);
  }

  /** Mutual TLS, as the cloud, on a free port. */
  public static FakeDevo tls(TestCertificates certificates) {
    return new FakeDevo(0, certificates.serverContext(), false);
  }

  /** Mutual TLS with the given context, for instance with an untrusted certificate. */
  public static FakeDevo tls(SSLContext context) {
    return new FakeDevo(0, context, false);
  }

  /** RELP over plain TCP on a free port. It answers each message. */
  public static FakeDevo relp() {
    return new FakeDevo(0, null, true);
  }

  /** RELP over mutual TLS on a free port. */
  public static FakeDevo relp(SSLContext context) {
    return new FakeDevo(0, context, true);
  }

  /** Its address: {@code tcp}, {@code tls}, {@code relp} or {@code relp+tls://127.0.0.1:port}. */
  public URI endpoint() {
    var scheme = relp ? (tls == null ? "relp" : "relp+tls") : (tls == null ? "tcp" : "tls");
    return URI.create(scheme + "://127.0.0.1:" + server.port());
  }

  /** TLS versions of later connections, by the JDK's names. Default 1.2 and 1.3. */
  public void protocols(String... names) {
    protocols = names.clone();
  }

  /** How it misbehaves. */
  public DevoFaults faults() {
    return faults;
  }

  /** All messages received, in order of arrival. */
  public List<SyslogMessage> messages() {
    synchronized (messages) {
      return List.copyOf(messages);
    }
  }

  /** The messages of each table, in order of arrival. */
  public Map<String, List<SyslogMessage>> tables() {
    var tables = new LinkedHashMap<String, List<SyslogMessage>>();
    for (SyslogMessage message : messages()) {
      tables.computeIfAbsent(message.tag(), tag -> new ArrayList<>()).add(message);
    }
    return tables;
  }

  /** Received data that violates the layout. */
  public List<String> malformed() {
    synchronized (messages) {
      return List.copyOf(malformed);
    }
  }

  /** Connections established so far, after their handshake. */
  public int connections() {
    return connections.get();
  }

  /** The host names that TLS connections have requested (SNI). */
  public List<String> serverNames() {
    return serverNames;
  }

  /** Connections established and not yet closed. */
  public int openConnections() {
    return open.size();
  }

  /** Connections that failed during their TLS handshake. */
  public int failedHandshakes() {
    return failedHandshakes.get();
  }

  /**
   * Waits for this many messages and returns them. Fails with the messages that arrived instead.
   */
  public List<SyslogMessage> awaitMessages(int count, Duration timeout) {
    try {
      Awaitility.await().atMost(timeout).until(() -> messages().size() >= count);
      return messages();
    } catch (ConditionTimeoutException e) {
      var found = messages().size() + " of " + count + " messages, malformed: " + malformed();
      throw new IllegalStateException(found, e);
    }
  }

  /** Refuses new connections until {@link #acceptConnections}. Open connections stay. */
  public void refuseConnections() {
    server.refuse();
  }

  public void acceptConnections() {
    server.resume();
  }

  /** Resets every open connection now. */
  public void resetConnections() {
    open.forEach(FakeDevo::reset);
  }

  /** Closes the port and every connection. Returns at once. */
  @Override
  public void close() {
    closed.countDown();
    faults.unblock();
    server.close();
  }

  private void serve(QuietableSocket tcp) throws IOException {
    tcp.setReceiveBufferSize(RECEIVE_BUFFER);
    try (Socket socket = tls == null ? tcp : handshake(tcp, tls)) {
      tcp.quietWhile(() -> !faults.sendsCloseNotify());
      open.add(tcp);
      read(socket, tcp);
    } finally {
      open.remove(tcp);
    }
  }

  /** Returning from here closes the connection, with a close_notify under TLS. */
  private void read(Socket socket, Socket tcp) throws IOException {
    var number = connections.incrementAndGet();
    try {
      var in = new BufferedInputStream(new FaultyInput(socket.getInputStream(), faults));
      if (relp) {
        new RelpReader(number, faults, this::take, this::reject)
            .converse(in, socket.getOutputStream());
      } else {
        new SyslogReader(number, faults.unlessReset(this::take), this::reject).read(in);
      }
      if (!faults.answersClose()) {
        faults.untilClosed();
      }
    } catch (DevoFaults.Reset asTold) {
      faults.wasReset(number);
      reset(tcp);
    }
  }

  private SSLSocket handshake(Socket tcp, SSLContext context) throws IOException {
    var factory = context.getSocketFactory();
    var socket = (SSLSocket) factory.createSocket(tcp, "127.0.0.1", tcp.getPort(), true);
    socket.setUseClientMode(false);
    socket.setNeedClientAuth(true);
    socket.setEnabledProtocols(protocols);
    try {
      socket.startHandshake();
      var names = ((ExtendedSSLSession) socket.getSession()).getRequestedServerNames();
      names.forEach(name -> serverNames.add(((SNIHostName) name).getAsciiName()));
      return socket;
    } catch (SSLException e) {
      failedHandshakes.incrementAndGet();
      throw e;
    }
  }

  private void take(SyslogMessage message) {
    synchronized (messages) {
      messages.add(message);
    }
    faults.messageTaken();
  }

  private void reject(String text) {
    synchronized (messages) {
      malformed.add(text);
    }
  }

  private static void reset(Socket tcp) {
    try {
      tcp.setSoLinger(true, 0);
      tcp.close();
    } catch (IOException gone) {
      // The sender was faster.
    }
  }
}
