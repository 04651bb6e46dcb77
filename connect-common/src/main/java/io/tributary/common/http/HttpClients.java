// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tributary.common.http.HttpSettings.HttpProxy;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import okhttp3.Authenticator;
import okhttp3.Credentials;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** Makes OkHttp clients from the settings of a connector. */
final class HttpClients {
  private static final String PROXY_LOGIN = "Proxy-Authorization";

  private static final Pattern WHOLE_SECONDS = Pattern.compile("\\d+");

  private HttpClients() {}

  /** A proxy refuses the connection. */
  static final class ProxyRefused extends IOException {
    private static final long serialVersionUID = 1L;

    ProxyRefused(String message) {
      super(message);
    }
  }

  static OkHttpClient of(HttpSettings settings) {
    var proxy = settings.proxy();
    var builder =
        settings
            .tls()
            .secure(new OkHttpClient.Builder())
            .socketFactory(new NoDelaySockets())
            // A peer that speaks HTTP/2 could send header blocks without end.
            .protocols(List.of(Protocol.HTTP_1_1))
            .connectTimeout(settings.connectTimeout())
            .readTimeout(settings.requestTimeout())
            .callTimeout(settings.requestTimeout())
            .followRedirects(false)
            .addNetworkInterceptor(HttpClients::withFraction)
            .proxyAuthenticator(login(proxy));
    if (proxy != null) {
      builder.proxy(proxy.address());
    }
    return builder.build();
  }

  /**
   * Writes a {@code Retry-After} in seconds as a fraction, which OkHttp does not read. It would
   * repeat some requests by itself, and fails on a number of more than nine digits.
   */
  private static Response withFraction(Interceptor.Chain chain) throws IOException {
    var response = chain.proceed(chain.request());
    var wait = response.header("Retry-After", "");
    return WHOLE_SECONDS.matcher(wait).matches()
        ? response.newBuilder().header("Retry-After", wait + ".0").build()
        : response;
  }

  /** The login to the proxy, sent once; through TLS the vendor never sees it. */
  private static Authenticator login(@Nullable HttpProxy proxy) {
    return (route, response) -> {
      var given = response.request().header(PROXY_LOGIN) != null;
      if (proxy != null && !proxy.username().isEmpty() && !given) {
        var login = Credentials.basic(proxy.username(), proxy.password().value(), UTF_8);
        return response.request().newBuilder().header(PROXY_LOGIN, login).build();
      }
      if (onlyAnnounced(response)) {
        return null;
      }
      throw new ProxyRefused(given ? "wrong credentials" : "it asks for a login");
    };
  }

  /** OkHttp asks before it connects whether to send a login at once. */
  private static boolean onlyAnnounced(Response response) {
    return response.challenges().stream()
        .anyMatch(challenge -> challenge.scheme().equalsIgnoreCase("OkHttp-Preemptive"));
  }
}
