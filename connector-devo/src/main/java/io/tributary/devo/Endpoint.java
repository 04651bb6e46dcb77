package io.tributary.devo;

import java.net.URI;
import java.net.URISyntaxException;

/**
 * Where messages go, as the setting {@code endpoint} says.
 *
 * @param tls whether the connection is TLS with a client certificate
 * @param host host name or address, without brackets
 * @param port 1–65535
 */
record Endpoint(boolean tls, String host, int port) {
  private static final String FORM = "must look like tls://host:port or tcp://host:port";

  /**
   * Reads a URL.
   *
   * @throws IllegalArgumentException that says what is wrong, without repeating the text
   */
  static Endpoint parse(String text) {
    var uri = uri(text);
    var tls = "tls".equals(uri.getScheme());
    if (!tls && !"tcp".equals(uri.getScheme())) {
      throw new IllegalArgumentException(FORM);
    }
    var bare = uri.getScheme() + "://" + uri.getHost() + ":" + uri.getPort();
    if (uri.getHost() == null || !text.equals(bare)) {
      throw new IllegalArgumentException(FORM + ", without user, path or query");
    }
    if (uri.getPort() < 1 || uri.getPort() > 65535) {
      throw new IllegalArgumentException(FORM + ", the port from 1 to 65535");
    }
    return new Endpoint(tls, uri.getHost().replaceAll("^\\[|]$", ""), uri.getPort());
  }

  @Override
  public String toString() {
    return (tls ? "tls://" : "tcp://")
        + (host.contains(":") ? "[" + host + "]" : host)
        + ":"
        + port;
  }

  private static URI uri(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(FORM, e);
    }
  }
}
