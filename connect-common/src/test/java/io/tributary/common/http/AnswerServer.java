// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.http;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Locale;

/**
 * Answers every request with the same bytes, whatever they are, and may end the connection after
 * them.
 */
final class AnswerServer implements AutoCloseable {
  private final ServerSocket server;
  private volatile Answer answer = new Answer(new byte[0], true);

  private record Answer(byte[] bytes, boolean isLast) {}

  AnswerServer() throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    start(this::accept);
  }

  private static void start(Runnable work) {
    var thread = new Thread(work, "answers");
    thread.setDaemon(true);
    thread.start();
  }

  /** Answers like this from now on. */
  void answer(byte[] bytes, boolean closes) {
    answer = new Answer(bytes, closes);
  }

  URI url(String path) {
    return URI.create("http://127.0.0.1:" + server.getLocalPort() + path);
  }

  private void accept() {
    try {
      while (true) {
        var socket = server.accept();
        start(() -> serve(socket));
      }
    } catch (IOException e) {
      // The test has ended.
    }
  }

  private void serve(Socket connection) {
    try (connection) {
      connection.setTcpNoDelay(true);
      answer(connection);
    } catch (IOException e) {
      // The client has ended the connection.
    }
  }

  private void answer(Socket connection) throws IOException {
    var requests = new BufferedInputStream(connection.getInputStream());
    while (true) {
      read(requests);
      var now = answer;
      connection.getOutputStream().write(now.bytes());
      if (now.isLast()) {
        return;
      }
    }
  }

  private static void read(InputStream request) throws IOException {
    var length = 0;
    for (var line = line(request); !line.isEmpty(); line = line(request)) {
      if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
        length = Integer.parseInt(line.substring(15).strip());
      }
    }
    request.skipNBytes(length);
  }

  private static String line(InputStream in) throws IOException {
    var line = new StringBuilder();
    for (var next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new IOException("The client has closed the connection");
      }
      line.append((char) next);
    }
    return line.toString().strip();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
