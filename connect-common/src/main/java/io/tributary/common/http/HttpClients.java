package io.tributary.common.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.List;
import okhttp3.Authenticator;
import okhttp3.ConnectionSpec;
import okhttp3.Credentials;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** OkHttp, set up as a connector's settings say. */
final class HttpClients {
  private static final String PROXY_LOGIN = "Proxy-Authorization";

  private HttpClients() {}

  /** A proxy does not let us through, whatever it was given. */
  static final class ProxyRefused extends IOException {
    private static final long serialVersionUID = 1L;

    ProxyRefused(String message) {
      super(message);
    }
  }

  static OkHttpClient of(HttpSettings settings) {
    var tls = settings.tls();
    var proxy = settings.proxy();
    var builder =
        new OkHttpClient.Builder()
            .connectTimeout(settings.connectTimeout())
            .readTimeout(settings.requestTimeout())
            .callTimeout(settings.requestTimeout())
            .followRedirects(false)
            .proxyAuthenticator(login(proxy))
            .connectionSpecs(List.of(spec(tls), ConnectionSpec.CLEARTEXT))
            .sslSocketFactory(tls.newContext().getSocketFactory(), tls.trustManager());
    if (proxy != null) {
      builder.proxy(proxy.address());
    }
    if (!tls.checksHostName()) {
      builder.hostnameVerifier((host, session) -> true);
    }
    return builder.build();
  }

  /** The login to the proxy, given once; on the way through TLS the vendor never sees it. */
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

  /** OkHttp asks before it connects whether there is a login to send along at once. */
  private static boolean onlyAnnounced(Response response) {
    return response.challenges().stream()
        .anyMatch(challenge -> challenge.scheme().equalsIgnoreCase("OkHttp-Preemptive"));
  }

  /** What {@code ssl.enabled.protocols} and {@code ssl.cipher.suites} allow. */
  private static ConnectionSpec spec(Tls tls) {
    var spec =
        new ConnectionSpec.Builder(ConnectionSpec.MODERN_TLS)
            .tlsVersions(tls.protocols().toArray(String[]::new));
    return tls.cipherSuites().isEmpty()
        ? spec.allEnabledCipherSuites().build()
        : spec.cipherSuites(tls.cipherSuites().toArray(String[]::new)).build();
  }
}
