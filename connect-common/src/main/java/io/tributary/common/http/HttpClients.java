// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tributary.common.http.HttpSettings.HttpProxy;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import okhttp3.Authenticator;
import okhttp3.Cookie;
import okhttp3.CookieJar;
import okhttp3.Credentials;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** Makes OkHttp clients from the settings of a connector. */
final class HttpClients {
  private static final String PROXY_LOGIN = "Proxy-Authorization";

  private HttpClients() {}

  /** A proxy refuses the connection. */
  static final class ProxyRefused extends IOException {
    private static final long serialVersionUID = 1L;

    ProxyRefused(String message) {
      super(message);
    }
  }

  /**
   * The cookies of each origin, for as long as the client lives: some gateways redirect to the same
   * address until theirs comes back. A cookie is sent to the origin that set it and to no other. It
   * is dropped only when the server says so, because its expiry may be that of another clock.
   */
  static final class Cookies implements CookieJar {
    /** As many, and as much text, as a browser keeps for an origin. */
    private static final int MOST = 50;

    private static final int LONGEST = 4096;

    /** A server that drops a cookie lets it expire in 1970, or at once. */
    private static final long LONG_AGO = Instant.parse("2000-01-01T00:00:00Z").toEpochMilli();

    private final Map<HttpUrl, Map<String, Cookie>> cookies = new HashMap<>();

    @Override
    public synchronized void saveFromResponse(HttpUrl url, List<Cookie> received) {
      var own = cookies.computeIfAbsent(origin(url), unused -> new LinkedHashMap<>());
      for (var cookie : received) {
        var key = cookie.name() + ' ' + cookie.path();
        own.remove(key);
        if (cookie.expiresAt() > LONG_AGO && canBeSent(cookie)) {
          own.put(key, cookie);
        }
        if (own.size() > MOST) {
          own.remove(own.keySet().iterator().next());
        }
      }
    }

    @Override
    public synchronized List<Cookie> loadForRequest(HttpUrl url) {
      if (cookies.isEmpty()) {
        return List.of();
      }
      return cookies.getOrDefault(origin(url), Map.of()).values().stream()
          .filter(cookie -> cookie.matches(url))
          .toList();
    }

    /** Drops all; true if there were any. */
    synchronized boolean forget() {
      var any = cookies.values().stream().anyMatch(own -> !own.isEmpty());
      cookies.clear();
      return any;
    }

    private static boolean canBeSent(Cookie cookie) {
      var text = cookie.name() + cookie.value();
      return text.length() <= LONGEST && text.matches("[\\x20-\\x7e]*");
    }

    private static HttpUrl origin(HttpUrl url) {
      return new HttpUrl.Builder().scheme(url.scheme()).host(url.host()).port(url.port()).build();
    }
  }

  /** A client with these cookies, whose bytes are received through the given function. */
  static OkHttpClient of(
      HttpSettings settings, Cookies cookies, UnaryOperator<InputStream> received) {
    var builder =
        settings
            .tls()
            .secure(new OkHttpClient.Builder())
            .socketFactory(new NoDelaySockets(received))
            // A peer that speaks HTTP/2 could send header blocks without end.
            .protocols(List.of(Protocol.HTTP_1_1))
            .connectTimeout(settings.connectTimeout())
            .readTimeout(settings.requestTimeout())
            .callTimeout(settings.requestTimeout())
            .followRedirects(false)
            .cookieJar(cookies)
            .addNetworkInterceptor(RetryAfter::withFraction);
    return HttpProxy.use(settings.proxy(), builder).build();
  }

  /** The login to the proxy, sent once; through TLS the vendor never sees it. */
  static Authenticator login(@Nullable HttpProxy proxy) {
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
