// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.http;

import io.tributary.common.error.Secrets;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.time.Duration;
import okhttp3.OkHttpClient;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;

/**
 * How to connect to one vendor.
 *
 * @param vendor its name, for messages
 * @param userAgent the value of the header {@code User-Agent}
 * @param baseUrl the only origin that is contacted, apart from the token endpoint
 * @param connectTimeout for TCP and TLS together
 * @param requestTimeout for a whole call, from connecting to the last byte of the body
 * @param maxBytes a longer body is refused
 * @param tls whom to trust
 * @param proxy the proxy to use; null: that of the JVM, if it has one
 * @param secrets what no message may show
 */
public record HttpSettings(
    String vendor,
    String userAgent,
    URI baseUrl,
    Duration connectTimeout,
    Duration requestTimeout,
    long maxBytes,
    Tls tls,
    @Nullable HttpProxy proxy,
    Secrets secrets) {

  public HttpSettings {
    if (connectTimeout.isNegative() || requestTimeout.isNegative() || maxBytes < 1) {
      throw new IllegalArgumentException("Timeouts and the number of bytes must be positive");
    }
  }

  /**
   * An HTTP proxy between us and the vendor.
   *
   * @param url {@code http://host:port}
   * @param username the user to log in as; empty: without a login
   */
  public record HttpProxy(URI url, String username, Password password) {

    /**
     * Makes a client connect through a proxy and log in there, or fail with a reason where it
     * cannot.
     *
     * @param proxy the proxy; null: that of the JVM, if it has one
     */
    public static OkHttpClient.Builder use(@Nullable HttpProxy proxy, OkHttpClient.Builder client) {
      client.proxyAuthenticator(HttpClients.login(proxy));
      return proxy == null ? client : client.proxy(proxy.address());
    }

    /** Whether a proxy refuses to connect, because it wants a login or another one. */
    public static boolean hasRefused(Throwable failure) {
      return failure instanceof HttpClients.ProxyRefused;
    }

    /** User and password as a header has them, in Base64. */
    public String login() {
      return username.isEmpty() ? "" : username + ':' + password.value();
    }

    /** The address for OkHttp, which resolves the name itself. */
    Proxy address() {
      return new Proxy(
          Proxy.Type.HTTP, InetSocketAddress.createUnresolved(url.getHost(), url.getPort()));
    }
  }
}
