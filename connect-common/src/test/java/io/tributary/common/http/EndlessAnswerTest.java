// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.http;

import static io.tributary.common.http.TestApi.TOKEN;
import static io.tributary.common.http.TestApi.failure;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.error.ApiError;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that never come to the end of what stands around a body. */
@Timeout(60)
class EndlessAnswerTest {
  private static final long MOST = 4L * 1024 * 1024;

  @RegisterExtension private final TestApi api = new TestApi().maxBytes(1024 * 1024);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 ",
        "HTTP/1.1 200 OK\r\nX: ",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5;",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\nX: ",
        "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n\u001f\u008b\b\b\0\0\0\0\0\u0003",
        "HTTP/1.1 500 No\r\nTransfer-Encoding: chunked\r\n\r\n5;",
      })
  void isNotReadForEver(String start) throws Exception {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var sent = new AtomicLong();
      var server = CompletableFuture.runAsync(() -> send(socket, start, sent));
      var client =
          api.client(
              URI.create("http://127.0.0.1:" + socket.getLocalPort()),
              Auth.header("X", "", new Password(TOKEN)),
              TestApi.plainTls());

      var failure = failure(client);

      assertThat(failure.error()).isEqualTo(ApiError.CONNECTION);
      assertThat(failure.getMessage()).hasSizeLessThanOrEqualTo(400);
      server.join();
      assertThat(sent.get()).isLessThan(4 * MOST);
    }
  }

  /** Sends until the client has closed, but no more than the heap can hold. */
  private static void send(ServerSocket socket, String start, AtomicLong sent) {
    try (var connection = socket.accept()) {
      var out = connection.getOutputStream();
      out.write(start.getBytes(ISO_8859_1));
      var filler = "x".repeat(64 * 1024).getBytes(ISO_8859_1);
      while (sent.addAndGet(filler.length) < 100 * MOST) {
        out.write(filler);
      }
    } catch (IOException e) {
      // The client has had enough.
    }
  }
}
