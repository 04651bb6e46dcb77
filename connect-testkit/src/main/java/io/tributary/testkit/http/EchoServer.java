// SPDX-License-Identifier: Apache-2.0
package io.tributary.testkit.http;

import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** A server that puts one text into every part of its answers, some of which are not HTTP. */
public final class EchoServer extends FakeServer {
  /** Whole answers, with the text wherever there is a {@code %s}. */
  public static final List<String> ANSWERS =
      List.of(
          "HTTP/1.1 401 %s\r\nContent-Length: 0\r\n\r\n",
          "HTTP/1.1 400 No\r\nConnection: close\r\n\r\n{\"message\":\"%s\",\"error\":\"%s\"}",
          "HTTP/1.1 404 %s\r\nConnection: close\r\n\r\n%s",
          "HTTP/1.1 401 No\r\nWWW-Authenticate: Bearer realm=\"%s\"\r\n\r\n%s",
          "HTTP/1.1 407 No\r\nProxy-Authenticate: Basic realm=\"%s\"\r\n\r\n%s",
          "HTTP/1.1 500 No\r\nRetry-After: %s\r\nContent-Type: %s\r\n\r\n%s",
          "HTTP/1.1 302 %s\r\nLocation: https://canary/%s\r\n\r\n",
          "HTTP/1.1 302 %s\r\nLocation: /%s\r\n\r\n%s",
          "HTTP/1.1 200 OK\r\n\r\n[\"%s\"]",
          "HTTP/1.1 200 OK\r\n\r\n{\"name\":\"%s\",\"type\":\"%s\",\"connector\":{\"state\":\"%s\"},"
              + "\"offsets\":[{\"partition\":{\"%s\":\"%s\"},\"offset\":{\"x\":\"%s\"}}],\"data\":[{\"id\":\"%s\"}]}",
          "HTTP/1.1 200 OK\r\n\r\n<html>%s",
          "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n%s\r\n",
          "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n%s",
          "HTTP/1.1 200 OK\r\nX: %s",
          "HTTP/1.1 %s",
          "%s\r\n\r\n",
          "%s");

  /** Listens on a free port; with TLS if given. */
  public EchoServer(@Nullable SSLContext tls) {
    super(0, tls);
  }

  /** From now on answers everything like this, and ends the connection. */
  public void answer(String answer, String text) {
    faults().always(new Fault.Raw(answer.replace("%s", text), "", 0));
  }

  @Override
  protected FakeResponse answer(RecordedRequest request) {
    return new FakeResponse(500, Map.of(), "");
  }
}
