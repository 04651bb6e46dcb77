package io.tributary.common.http;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import org.apache.kafka.common.config.types.Password;

/**
 * An HTTP proxy on the way to the vendor.
 *
 * @param url {@code http://host:port}
 * @param username whom it knows us as; empty: it asks for no login
 */
public record HttpProxy(URI url, String username, Password password) {

  /** For OkHttp, which resolves the name itself. */
  Proxy address() {
    return new Proxy(
        Proxy.Type.HTTP, InetSocketAddress.createUnresolved(url.getHost(), url.getPort()));
  }
}
