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

/**
 * Answers each request with a body that is small only on the wire, and of the logins every second
 * one, so that pages are requested as well.
 */
final class HostileVendor implements AutoCloseable {
  /** Just below the default of {@code response.max.bytes}. */
  private static final int BODY = (64 << 20) - (1 << 17);

  private static final String END_OF_HEAD = "\r\n\r\n";

  private final ServerSocket server;
  private final List<byte[]> logins;
  private final List<byte[]> pages;
  private final AtomicInteger login = new AtomicInteger();
  private final AtomicInteger page = new AtomicInteger();

  HostileVendor() throws IOException {
    logins =
        List.of(
            answer("{\"access_token\":\"t\",\"expires_in\":3600,\"x\":\"\"}", "", 0),
            answer("{\"access_token\":", "[", BODY));
    pages =
        List.of(
            answer("{\"data\":[{\"id\":\"x\",\"a\":", "[", BODY),
            answer("{\"data\":[", "0,", BODY / 4),
            answer("{\"data\":[{\"id\":\"x\"}", ",{\"id\":\"@\",\"n\":0}", BODY / 2),
            answer("[", "{},", BODY / 4),
            answer("{\"error\":", "{\"a\":", BODY));
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    start(this::accept);
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getLocalPort());
  }

  /** The number of pages it has answered with. */
  int pages() {
    return page.get();
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
      var head = head(connection.getInputStream());
      connection
          .getOutputStream()
          .write(head.contains("/token") ? next(logins, login) : next(pages, page));
      connection.shutdownOutput();
      // The body of a login, which would reset the connection if it were left.
      connection.getInputStream().transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      // The worker has ended the connection.
    }
  }

  private static byte[] next(List<byte[]> answers, AtomicInteger served) {
    return answers.get(served.getAndIncrement() % answers.size());
  }

  private static String head(InputStream in) throws IOException {
    var head = new StringBuilder();
    while (head.indexOf(END_OF_HEAD, head.length() - END_OF_HEAD.length()) < 0) {
      var next = in.read();
      if (next < 0) {
        throw new IOException("The worker has closed the connection");
      }
      head.append((char) next);
    }
    return head.toString();
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
