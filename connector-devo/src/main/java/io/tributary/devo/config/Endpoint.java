// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.config;

import java.net.IDN;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * The destination of the messages, as set by {@code endpoint}: one value for one place, however an
 * operator spells it. Neither {@link URI}, which knows no underscore, nor OkHttp's {@code HttpUrl},
 * which knows no scheme but http and https, parses them all.
 *
 * @param scheme {@code tls}, {@code tcp}, {@code relp+tls}, {@code relp} or {@code https}
 * @param host host name in lower case without a dot at its end, or address without brackets
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

  private static final Pattern URL =
      Pattern.compile(
          "(?<scheme>[^:/]+)://(?<host>\\[[^]]*]|[^:/?#@\\[\\]]*)(:(?<port>[^/?#@]*))?"
              + "(?<path>/[^?#]*)?");
  private static final Pattern NAME =
      Pattern.compile("[a-z0-9_]([a-z0-9_-]{0,62})(\\.[a-z0-9_]([a-z0-9_-]{0,62}))*");
  private static final Pattern PATH = Pattern.compile("(/[A-Za-z0-9._~-]+)*/?");

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
    var url = URL.matcher(text.strip());
    if (!url.matches()) {
      throw wrong(text.contains("://") ? ", without user, token or query" : "");
    }
    var scheme = url.group("scheme").toLowerCase(Locale.ROOT);
    if (!SCHEMES.contains(scheme)) {
      throw wrong("");
    }
    var http = scheme.equals("https");
    var host = host(url.group("host"));
    var port = port(url.group("port"), http);
    var path = Objects.requireNonNullElse(url.group("path"), "");
    if (!http && !path.matches("/?")) {
      throw wrong(", only https:// with a path");
    }
    if (!PATH.matcher(path).matches()) {
      throw wrong(", without user, token or query, the path of letters, digits and . _ ~ -");
    }
    var endpoint = new Endpoint(scheme, host, port, path.replaceAll("/$", ""));
    if (http && HttpUrl.parse(endpoint.toString()) == null) {
      throw wrong("; there is no such host");
    }
    return endpoint;
  }

  private static String host(String given) {
    if (given.startsWith("[")) {
      return address(given).replaceAll("^\\[|]$", "");
    }
    try {
      var name = IDN.toASCII(given).toLowerCase(Locale.ROOT).replaceFirst("\\.$", "");
      if (NAME.matcher(name).matches()) {
        return name;
      }
    } catch (IllegalArgumentException e) {
      // Not a name, as below.
    }
    throw wrong(", the host of letters, digits, dots, - and _");
  }

  private static String address(String brackets) {
    try {
      var host = new URI("tcp://" + brackets).getHost();
      if (host != null) {
        return host;
      }
    } catch (URISyntaxException e) {
      // Not an address, as below.
    }
    throw wrong("; the brackets hold no IPv6 address");
  }

  private static int port(@Nullable String given, boolean http) {
    if (given == null && http) {
      return HTTPS_PORT;
    }
    if (given == null) {
      throw wrong("; the port is missing");
    }
    var port = given.matches("[0-9]{1,5}") ? Integer.parseInt(given) : 0;
    if (port < 1 || port > MAX_PORT) {
      throw wrong(", the port from 1 to 65535");
    }
    return port;
  }

  private static IllegalArgumentException wrong(String more) {
    return new IllegalArgumentException(FORM + more);
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

  /** Whether messages are sent in clear text. */
  public boolean plain() {
    return scheme.equals("tcp") || scheme.equals("relp");
  }

  @Override
  public String toString() {
    var address = scheme + "://" + (host.contains(":") ? "[" + host + "]" : host);
    return http() && port == HTTPS_PORT ? address + path : address + ":" + port + path;
  }
}
