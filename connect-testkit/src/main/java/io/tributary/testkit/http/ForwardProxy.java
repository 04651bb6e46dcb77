// SPDX-License-Identifier: Apache-2.0
package io.tributary.testkit.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/**
 * An HTTP proxy on 127.0.0.1, as companies put before the internet: tunnels by {@code CONNECT},
 * forwards requests for http addresses, asks for a login if told to, and records what it sees.
 */
public final class ForwardProxy implements AutoCloseable {
  private static final Set<String> NOT_FORWARDED =
      Set.of("host", "connection", "content-length", "proxy-authorization", "proxy-connection");

  private final LoopbackServer server = new LoopbackServer("ForwardProxy", 0, this::serve);
  private final CountDownLatch closed = new CountDownLatch(1);
  private final HttpClient http = HttpClient.newHttpClient();
  private final List<RecordedRequest> requests = new CopyOnWriteArrayList<>();
  private final ByteArrayOutputStream tunnelled = new ByteArrayOutputStream();
  private volatile String login = "";

  private ForwardProxy() {}

  /** Starts on a free port, open to all. */
  public static ForwardProxy start() {
    return new ForwardProxy();
  }

  /** From now on lets in only who gives these with Basic authentication. */
  public ForwardProxy login(String user, String password) {
    var given = (user + ":" + password).getBytes(UTF_8);
    login = "Basic " + Base64.getEncoder().encodeToString(given);
    return this;
  }

  public URI url() {
    return URI.create("http://127.0.0.1:" + server.port());
  }

  /** The requests to the proxy itself, in order; those inside a tunnel it cannot see. */
  public List<RecordedRequest> requests() {
    return List.copyOf(requests);
  }

  /** The bytes clients have sent through tunnels, each as the character of its number. */
  public String tunnelled() {
    synchronized (tunnelled) {
      return tunnelled.toString(ISO_8859_1);
    }
  }

  @Override
  public void close() {
    closed.countDown();
    server.close();
  }

  private void serve(Socket client) throws IOException {
    var connection = new HttpConnection(client, client, Clock::systemUTC, closed);
    for (var request = connection.read(); request != null; request = connection.read()) {
      requests.add(request);
      if (!login.isEmpty() && !request.header("proxy-authorization").orElse("").equals(login)) {
        connection.send(
            new FakeResponse(407, Map.of("Proxy-Authenticate", "Basic realm=\"p\""), ""));
      } else if (request.method().equals("CONNECT")) {
        var target = URI.create("tcp://" + request.target());
        try (var vendor = new Socket(target.getHost(), target.getPort())) {
          connection.send(new FakeResponse(200, Map.of(), ""));
          tunnel(client, vendor);
        }
        return;
      } else {
        connection.send(forward(request));
      }
    }
  }

  private void tunnel(Socket client, Socket vendor) throws IOException {
    LoopbackServer.daemon(
        "ForwardProxy-answers",
        () -> {
          try (client) {
            vendor.getInputStream().transferTo(client.getOutputStream());
          } catch (IOException gone) {
            // One side has closed; closing the other is all there is to do.
          }
        });
    client.getInputStream().transferTo(recording(vendor.getOutputStream()));
  }

  private OutputStream recording(OutputStream out) {
    return new OutputStream() {
      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        synchronized (tunnelled) {
          tunnelled.write(bytes, offset, length);
        }
        out.write(bytes, offset, length);
      }

      @Override
      public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
      }
    };
  }

  private FakeResponse forward(RecordedRequest request) throws IOException {
    var forwarded =
        HttpRequest.newBuilder(URI.create(request.target()))
            .method(request.method(), BodyPublishers.ofString(request.body()));
    request.headers().entrySet().stream()
        .filter(header -> !NOT_FORWARDED.contains(header.getKey()))
        .forEach(header -> forwarded.header(header.getKey(), header.getValue()));
    try {
      var answer = http.send(forwarded.build(), BodyHandlers.ofString());
      return FakeResponse.json(answer.statusCode(), answer.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }
}
