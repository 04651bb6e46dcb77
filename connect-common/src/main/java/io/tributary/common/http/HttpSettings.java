package io.tributary.common.http;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How to talk to one vendor.
 *
 * @param vendor its name, for messages
 * @param userAgent what we call ourselves
 * @param baseUrl the only origin requests go to, besides the token endpoint
 * @param connectTimeout for TCP and TLS together
 * @param requestTimeout for a whole call, from connecting to the last byte of the body
 * @param maxBytes a longer body is not read to its end
 * @param tls how to trust the host
 * @param proxy on the way to it; null: that of the JVM, if it has one
 */
public record HttpSettings(
    String vendor,
    String userAgent,
    URI baseUrl,
    Duration connectTimeout,
    Duration requestTimeout,
    long maxBytes,
    Tls tls,
    @Nullable HttpProxy proxy) {}
