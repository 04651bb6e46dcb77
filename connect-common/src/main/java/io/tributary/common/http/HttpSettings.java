package io.tributary.common.http;

import java.net.URI;
import java.time.Duration;
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
 */
public record HttpSettings(
    String vendor,
    String userAgent,
    URI baseUrl,
    Duration connectTimeout,
    Duration requestTimeout,
    long maxBytes,
    Tls tls,
    @Nullable HttpProxy proxy) {

  public HttpSettings {
    if (connectTimeout.isNegative() || requestTimeout.isNegative() || maxBytes < 1) {
      throw new IllegalArgumentException("Timeouts and the number of bytes must be positive");
    }
  }
}
