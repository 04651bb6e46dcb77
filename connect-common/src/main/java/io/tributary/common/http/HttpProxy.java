package io.tributary.common.http;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import org.apache.kafka.common.config.types.Password;

/**
 * An HTTP proxy between us and the vendor.
 *
 * @param url {@code http://host:port}
 * @param username the user to log in as; empty: without a login
 */
public record HttpProxy(URI url, String username, Password password) {

  /** The address for OkHttp, which resolves the name itself. */
  Proxy address() {
    return new Proxy(
        Proxy.Type.HTTP, InetSocketAddress.createUnresolved(url.getHost(), url.getPort()));
  }
}
