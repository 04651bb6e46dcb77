package io.tributary.quickstart;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The live page: one static file, which asks for {@code status.json} once a second. Listens on
 * 127.0.0.1 only. It shows what {@link #show} was told last.
 */
final class StatusPage implements AutoCloseable {
  static final int PORT = 8090;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool(StatusPage::daemon);
  private volatile byte[] status = "{}".getBytes(StandardCharsets.UTF_8);

  private StatusPage(HttpServer server) {
    this.server = server;
  }

  /** Starts on the wanted port, or on another when it is taken or 0. */
  static StatusPage start(int wantedPort) throws IOException {
    byte[] html = resource("index.html");
    var page = new StatusPage(listen(wantedPort));
    page.server.createContext(
        "/",
        exchange -> {
          boolean known = exchange.getRequestURI().getPath().equals("/");
          send(exchange, known ? 200 : 404, "text/html; charset=utf-8", known ? html : new byte[0]);
        });
    page.server.createContext(
        "/status.json", exchange -> send(exchange, 200, "application/json", page.status));
    page.server.setExecutor(page.threads);
    page.server.start();
    return page;
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
  }

  void show(Snapshot snapshot) throws IOException {
    status = JSON.writeValueAsBytes(snapshot);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private static HttpServer listen(int port) throws IOException {
    var loopback = InetAddress.getLoopbackAddress();
    try {
      return HttpServer.create(new InetSocketAddress(loopback, port), 0);
    } catch (BindException taken) {
      return HttpServer.create(new InetSocketAddress(loopback, 0), 0);
    }
  }

  private static void send(HttpExchange exchange, int code, String type, byte[] body)
      throws IOException {
    try (exchange) {
      exchange.getResponseHeaders().set("Content-Type", type);
      exchange.getResponseHeaders().set("Cache-Control", "no-store");
      exchange.sendResponseHeaders(code, body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
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
