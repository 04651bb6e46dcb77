// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import okhttp3.HttpUrl;

/**
 * The destination of the messages, as set by {@code endpoint}. Parsed with {@link URI}, because
 * OkHttp's {@code HttpUrl} knows no schemes but http and https.
 *
 * @param scheme {@code tls}, {@code tcp}, {@code relp+tls}, {@code relp} or {@code https}
 * @param host host name or address, without brackets
 * @param port 1–65535
 * @param path prefix of the paths of an HTTP intake, without a trailing slash, mostly empty
 */
public record Endpoint(String scheme, String host, int port, String path) {
  private static final String FORM =
      "must look like tls://host:port, tcp://host:port, relp+tls://host:port, relp://host:port or"
          + " https://host[:port][/path]";
  private static final List<String> SCHEMES = List.of("tls", "tcp", "relp+tls", "relp", "https");
  private static final int HTTPS_PORT = 443;
  private static final int MAX_PORT = 65_535;

  /** Requires a known scheme, a host and a port. */
  public Endpoint {
    if (!SCHEMES.contains(scheme) || host.isEmpty() || port < 1 || port > MAX_PORT) {
      throw new IllegalArgumentException(FORM);
    }
  }

  /**
   * Parses a URL.
   *
   * @throws IllegalArgumentException with an error message that does not quote the text
   */
  public static Endpoint parse(String text) {
    var uri = uri(text);
    if (!SCHEMES.contains(String.valueOf(uri.getScheme()))) {
      throw new IllegalArgumentException(FORM);
    }
    var http = "https".equals(uri.getScheme());
    var path = http ? uri.getRawPath() : "";
    var given = http && uri.getPort() < 0 ? "" : ":" + uri.getPort();
    if (uri.getHost() == null
        || !text.equals(uri.getScheme() + "://" + uri.getHost() + given + path)
        || !path.matches("(/[A-Za-z0-9._~-]+)*/?")
        || (http && HttpUrl.parse(text) == null)) {
      throw new IllegalArgumentException(FORM + ", without user, token or query");
    }
    var port = given.isEmpty() ? HTTPS_PORT : uri.getPort();
    if (port < 1 || port > MAX_PORT) {
      throw new IllegalArgumentException(FORM + ", the port from 1 to 65535");
    }
    var host = uri.getHost().replaceAll("^\\[|]$", "");
    return new Endpoint(uri.getScheme(), host, port, path.replaceAll("/$", ""));
  }

  /** Whether the connection is syslog over TLS with a client certificate. */
  public boolean tls() {
    return scheme.endsWith("tls");
  }

  /** Whether each syslog message is a transaction with an answer. */
  public boolean relp() {
    return scheme.startsWith("relp");
  }

  /** Whether messages are sent in HTTPS requests. */
  public boolean http() {
    return scheme.equals("https");
  }

  @Override
  public String toString() {
    var address = scheme + "://" + (host.contains(":") ? "[" + host + "]" : host);
    return http() && port == HTTPS_PORT ? address + path : address + ":" + port + path;
  }

  private static URI uri(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(FORM, e);
    }
  }
}
