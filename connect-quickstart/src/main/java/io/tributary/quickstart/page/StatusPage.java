// SPDX-License-Identifier: Apache-2.0
package io.tributary.quickstart.page;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.tributary.quickstart.demo.Faults;
import io.tributary.quickstart.worker.LocalRequests;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The live page: static files, whose script requests {@code status.json} once a second and POSTs to
 * {@code faults/<id>}. It listens on 127.0.0.1 only. It answers only requests to that address or
 * localhost, which blocks other names that resolve to it, and accepts a POST only from its own
 * page. It serves the last argument of {@link #show}.
 */
public final class StatusPage implements AutoCloseable {
  public static final int PORT = 8090;

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String FAULTS = "/faults/";
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
          + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
  private static final Map<String, String> TYPES =
      Map.of(
          "index.html", "text/html; charset=utf-8",
          "page.css", "text/css; charset=utf-8",
          "page.js", "text/javascript; charset=utf-8",
          "icon.svg", "image/svg+xml");

  private final HttpServer server;
  private final Faults faults;
  private final ExecutorService threads = Executors.newCachedThreadPool(StatusPage::daemon);
  private volatile byte[] status = "{}".getBytes(StandardCharsets.UTF_8);

  private StatusPage(HttpServer server, Faults faults) {
    this.server = server;
    this.faults = faults;
  }

  /** Starts on the requested port, or on a free one if it is in use or 0. */
  public static StatusPage start(int wantedPort, Faults faults) throws IOException {
    var page = new StatusPage(listen(wantedPort), faults);
    page.server.createContext("/", page::answer);
    page.server.setExecutor(page.threads);
    page.server.start();
    return page;
  }

  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
  }

  public void show(PageView view) throws IOException {
    status = JSON.writeValueAsBytes(view);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void answer(HttpExchange exchange) throws IOException {
    Headers asked = exchange.getRequestHeaders();
    String path = exchange.getRequestURI().getPath();
    String host = String.valueOf(asked.getFirst("Host"));
    if (!LocalRequests.isLocal(host)) {
      send(exchange, 421, "text/plain", "Use 127.0.0.1.".getBytes(StandardCharsets.UTF_8));
    } else if (exchange.getRequestMethod().equals("POST") && path.startsWith(FAULTS)) {
      boolean ours = ("http://" + host).equals(asked.getFirst("Origin"));
      send(exchange, ours ? inject(path) : 403, "text/plain", new byte[0]);
    } else if (!exchange.getRequestMethod().equals("GET")) {
      send(exchange, 405, "text/plain", new byte[0]);
    } else if (path.equals("/status.json")) {
      send(exchange, 200, "application/json", status);
    } else {
      file(exchange, path.equals("/") ? "index.html" : path.substring(1));
    }
  }

  private int inject(String path) {
    return switch (faults.inject(path.substring(FAULTS.length()))) {
      case INJECTED -> 204;
      case ACTIVE -> 409;
      case UNKNOWN -> 404;
    };
  }

  private static void file(HttpExchange exchange, String name) throws IOException {
    String type = TYPES.get(name);
    if (type == null) {
      send(exchange, 404, "text/plain", new byte[0]);
    } else {
      send(exchange, 200, type, resource(name));
    }
  }

  private static void send(HttpExchange exchange, int code, String type, byte[] body)
      throws IOException {
    try (exchange) {
      var headers = exchange.getResponseHeaders();
      headers.set("Content-Type", type);
      headers.set("Cache-Control", "no-store");
      headers.set("Content-Security-Policy", POLICY);
      headers.set("X-Content-Type-Options", "nosniff");
      headers.set("Referrer-Policy", "no-referrer");
      exchange.sendResponseHeaders(code, body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private static HttpServer listen(int port) throws IOException {
    var loopback = InetAddress.getLoopbackAddress();
    try {
      return HttpServer.create(new InetSocketAddress(loopback, port), 0);
    } catch (BindException taken) {
      return HttpServer.create(new InetSocketAddress(loopback, 0), 0);
    }
  }

  private static byte[] resource(String name) throws IOException {
    try (var in = StatusPage.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new FileNotFoundException(name);
      }
      return in.readAllBytes();
    }
  }

  private static Thread daemon(Runnable work) {
    var thread = new Thread(work, "status-page");
    thread.setDaemon(true);
    return thread;
  }
}
