// SPDX-License-Identifier: Apache-2.0
package io.tributary.testkit.http;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * A fake on 127.0.0.1 that answers HTTP, plain or with TLS, with a fault script, hooks and a record
 * of the requests. Thread-safe.
 *
 * <p>MockWebServer is no base for it: it cannot reset a connection before or within an answer,
 * trickle one beyond a client's patience, or close at once while an answer hangs.
 */
public abstract class FakeServer implements AutoCloseable {
  private final FaultScript faults = new FaultScript();
  private final Deque<RecordedRequest> requests = new ArrayDeque<>();
  private final Map<Integer, Integer> answers = new ConcurrentHashMap<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final @Nullable SSLContext tls;
  private final LoopbackServer server;
  private int mostRequests = Integer.MAX_VALUE;
  private int requestCount;
  private volatile Clock clock = Clock.systemUTC();
  private volatile Consumer<RecordedRequest> before = request -> {};
  private volatile Consumer<RecordedRequest> after = request -> {};
  private volatile BiConsumer<RecordedRequest, FakeResponse> answered = (request, answer) -> {};

  /** Listens on the wanted port, or another when it is taken or 0; with TLS where there is one. */
  protected FakeServer(int port, @Nullable SSLContext tls) {
    this.tls = tls;
    this.server = new LoopbackServer(getClass().getSimpleName(), port, this::serve);
  }

  /** Answers a request that met no fault. Called by several threads. */
  protected abstract FakeResponse answer(RecordedRequest request);

  /** Where it listens, without a path. */
  public final URI url() {
    String scheme = tls == null ? "http" : "https";
    return URI.create(scheme + "://127.0.0.1:" + server.port());
  }

  public final FaultScript faults() {
    return faults;
  }

  /** All requests so far, those that met a fault too, in order of arrival. */
  public final List<RecordedRequest> requests() {
    synchronized (requests) {
      return List.copyOf(requests);
    }
  }

  /** How many requests there were so far, those that are forgotten too. */
  public final int requestCount() {
    synchronized (requests) {
      return requestCount;
    }
  }

  /** Remembers only so many of the last requests, for one that runs for days. */
  public final void rememberRequests(int most) {
    synchronized (requests) {
      mostRequests = most;
    }
  }

  private void remember(RecordedRequest request) {
    synchronized (requests) {
      requestCount++;
      requests.add(request);
      if (requests.size() > mostRequests) {
        requests.remove();
      }
    }
  }

  /** The requests whose path starts so. */
  public final List<RecordedRequest> requests(String path) {
    return requests().stream().filter(request -> request.path().startsWith(path)).toList();
  }

  /** How many answers had this status so far, those of {@link Fault.Status} too. */
  public final int answered(int status) {
    return answers.getOrDefault(status, 0);
  }

  /** Sets the clock of the server: its Date header, token lifetimes and limits. */
  public final void clock(Clock newClock) {
    clock = newClock;
  }

  /** Lets the server's clock be ahead of ours, or behind when negative. */
  public final void skew(Duration ahead) {
    clock = Clock.offset(Clock.systemUTC(), ahead);
  }

  /** The clock of the server. */
  protected final Clock clock() {
    return clock;
  }

  /** Runs on the serving thread before each request is answered, for instance to change the log. */
  public final void beforeEach(Consumer<RecordedRequest> hook) {
    before = hook;
  }

  /** Runs on the serving thread after each request was answered or met its fault. */
  public final void afterEach(Consumer<RecordedRequest> hook) {
    after = hook;
  }

  /** Runs on the serving thread with each answer that no fault has taken the place of. */
  public final void onAnswer(BiConsumer<RecordedRequest, FakeResponse> hook) {
    answered = hook;
  }

  /** Closes the port and every connection, also those that hang; returns at once. */
  @Override
  public final void close() {
    closed.countDown();
    server.close();
  }

  private void serve(Socket tcp) throws IOException {
    try (Socket socket = tls == null ? tcp : secure(tcp, tls)) {
      var connection = new HttpConnection(tcp, socket, this::clock, closed);
      boolean open = true;
      while (open) {
        RecordedRequest request = connection.read();
        if (request == null) {
          return;
        }
        remember(request);
        open = serve(request, connection);
      }
    }
  }

  private boolean serve(RecordedRequest request, HttpConnection connection) throws IOException {
    before.accept(request);
    try {
      var fault = faults.take(request.path());
      Supplier<FakeResponse> proper = () -> counted(request, answer(request));
      if (fault.isPresent()) {
        if (fault.get() instanceof Fault.Status status) {
          answers.merge(status.code(), 1, Integer::sum);
        }
        return connection.play(fault.get(), request, proper);
      }
      connection.send(proper.get());
      return true;
    } finally {
      after.accept(request);
    }
  }

  private FakeResponse counted(RecordedRequest request, FakeResponse answer) {
    answers.merge(answer.status(), 1, Integer::sum);
    answered.accept(request, answer);
    return answer;
  }

  private static Socket secure(Socket tcp, SSLContext tls) throws IOException {
    var factory = tls.getSocketFactory();
    var socket = (SSLSocket) factory.createSocket(tcp, "127.0.0.1", tcp.getPort(), true);
    socket.setUseClientMode(false);
    return socket;
  }
}
