// SPDX-License-Identifier: Apache-2.0
package io.tributary.it;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;

/** Answers each request, also those for a login, with a body that is small only on the wire. */
final class HostileVendor implements AutoCloseable {
  private static final int BODY = 64 << 20;
  private static final int END_OF_HEAD = 0x0d0a0d0a;

  private final ServerSocket server;
  private final List<byte[]> answers;
  private final AtomicInteger served = new AtomicInteger();

  HostileVendor() throws IOException {
    answers =
        List.of(
            answer("{\"data\":[{\"id\":\"x\",\"a\":", "[", BODY),
            answer("{\"data\":[", "0,", BODY / 4),
            answer("{\"access_token\":", "[", BODY),
            answer("{\"data\":[{\"id\":\"x\"}", ",{\"id\":\"@\",\"n\":0}", BODY / 2),
            answer("[", "{},", BODY / 4),
            answer("{\"error\":", "{\"a\":", BODY));
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    start(this::accept);
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getLocalPort());
  }

  int served() {
    return served.get();
  }

  /** A body that repeats a piece, in which {@code @} becomes a number. */
  private static byte[] answer(String start, String piece, int length) {
    var packed = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(packed, 1 << 16)) {
      gzip.write(start.getBytes(US_ASCII));
      var chunk = new StringBuilder();
      var number = 0;
      for (var written = start.length(); written < length; written += chunk.length()) {
        chunk.setLength(0);
        while (chunk.length() < 1 << 16) {
          chunk.append(piece.replace("@", String.valueOf(number++)));
        }
        gzip.write(chunk.toString().getBytes(US_ASCII));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var body = packed.toByteArray();
    var answer = new ByteArrayOutputStream();
    var head =
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Encoding: gzip\r\n"
            + "Content-Length: "
            + body.length
            + "\r\n\r\n";
    answer.writeBytes(head.getBytes(US_ASCII));
    answer.writeBytes(body);
    return answer.toByteArray();
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
      skipHead(connection.getInputStream());
      var answer = answers.get(served.getAndIncrement() % answers.size());
      connection.getOutputStream().write(answer);
      connection.shutdownOutput();
      // The body of a login, which would reset the connection if it were left.
      connection.getInputStream().transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      // The worker has ended the connection.
    }
  }

  private static void skipHead(InputStream in) throws IOException {
    var last = 0;
    while (last != END_OF_HEAD) {
      var next = in.read();
      if (next < 0) {
        throw new IOException("The worker has closed the connection");
      }
      last = last << 8 | next;
    }
  }

  private static void start(Runnable work) {
    var thread = new Thread(work, "hostile");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
