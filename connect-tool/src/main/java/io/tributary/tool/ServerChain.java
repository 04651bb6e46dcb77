// SPDX-License-Identifier: Apache-2.0
package io.tributary.tool;

import io.tributary.common.error.Causes;
import io.tributary.common.error.ForeignText;
import io.tributary.common.http.HttpSettings.HttpProxy;
import io.tributary.devo.config.Endpoint;
import io.tributary.tool.io.CommandFailedException;
import java.io.IOException;
import java.net.Proxy;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import okhttp3.ConnectionSpec;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;

/**
 * The certificates that a server shows, its own first. Nothing is sent to it beyond the handshake,
 * so it does not matter that nothing is known about the server.
 */
record ServerChain(List<X509Certificate> certificates) {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  /** Also what a connector would refuse: the chain is only shown. */
  private static final ConnectionSpec ANY_TLS =
      new ConnectionSpec.Builder(ConnectionSpec.MODERN_TLS)
          .allEnabledTlsVersions()
          .allEnabledCipherSuites()
          .build();

  /**
   * Connects and reads the chain.
   *
   * @param proxy the proxy for an {@code https://} server; empty: that of the JVM, if it has one
   * @throws CommandFailedException if there is no server or it shows no certificate
   */
  static ServerChain of(Endpoint server, Optional<HttpProxy> proxy) {
    var reader = new Reader();
    try {
      var context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {reader}, null);
      var client =
          new OkHttpClient.Builder()
              .sslSocketFactory(context.getSocketFactory(), reader)
              .hostnameVerifier((host, session) -> true)
              .connectionSpecs(List.of(ANY_TLS))
              .protocols(List.of(Protocol.HTTP_1_1))
              .retryOnConnectionFailure(false)
              .connectTimeout(TIMEOUT)
              .readTimeout(TIMEOUT)
              // Runs between the handshake and the request.
              .addNetworkInterceptor(ServerChain::sendNothing);
      var routed =
          server.http() ? HttpProxy.use(proxy.orElse(null), client) : client.proxy(Proxy.NO_PROXY);
      var url =
          new HttpUrl.Builder().scheme("https").host(server.host()).port(server.port()).build();
      routed.build().newCall(new Request.Builder().url(url).build()).execute().close();
    } catch (IOException | GeneralSecurityException e) {
      // A server that asks for a certificate of ours refuses us after it has shown its own.
      if (reader.shown.isEmpty()) {
        throw new CommandFailedException(
            "%s:%d shows no certificate: %s".formatted(server.host(), server.port(), reason(e)));
      }
    }
    return new ServerChain(reader.shown);
  }

  private static Response sendNothing(Interceptor.Chain chain) throws IOException {
    throw new IOException("the handshake is over");
  }

  private static String reason(Exception e) {
    return HttpProxy.hasRefused(e)
        ? "the proxy refused the connection: " + e.getMessage()
        : ForeignText.line(Causes.root(e).toString());
  }

  /**
   * The index of the one to trust: that of the authority at the top, which stays the same when the
   * server's own is renewed, or the server's own if no authority is shown.
   */
  int top() {
    var top = 0;
    while (top + 1 < certificates.size()
        && certificates.get(top + 1).getBasicConstraints() >= 0
        && isSignedBy(certificates.get(top), certificates.get(top + 1))) {
      top++;
    }
    return top;
  }

  /** One certificate as PEM. */
  String pem(int index) throws GeneralSecurityException {
    var base64 = Base64.getMimeEncoder(64, new byte[] {'\n'});
    return "-----BEGIN CERTIFICATE-----\n"
        + base64.encodeToString(certificates.get(index).getEncoded())
        + "\n-----END CERTIFICATE-----\n";
  }

  /** The certificates for a reader: what they say comes from the server, the digests do not. */
  List<Map<String, String>> described() throws GeneralSecurityException {
    var all = new ArrayList<Map<String, String>>();
    for (var certificate : certificates) {
      var about = new LinkedHashMap<String, String>();
      about.put("subject", text(certificate.getSubjectX500Principal().getName()));
      about.put("issuer", text(certificate.getIssuerX500Principal().getName()));
      about.put("names", text(names(certificate)));
      about.put("from", certificate.getNotBefore().toInstant().toString());
      about.put("until", certificate.getNotAfter().toInstant().toString());
      about.put("sha256", fingerprint(certificate));
      all.add(about);
    }
    return all;
  }

  private static String text(String foreign) {
    return ForeignText.line(foreign);
  }

  private static String fingerprint(X509Certificate certificate) throws GeneralSecurityException {
    var digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
    return HexFormat.ofDelimiter(":").withUpperCase().formatHex(digest);
  }

  private static String names(X509Certificate certificate) {
    try {
      var names = certificate.getSubjectAlternativeNames();
      if (names == null) {
        return "none";
      }
      return names.stream()
          .map(name -> name.get(1))
          .filter(String.class::isInstance)
          .map(String.class::cast)
          .collect(Collectors.joining(", "));
    } catch (CertificateParsingException e) {
      return "unreadable";
    }
  }

  private static boolean isSignedBy(X509Certificate certificate, X509Certificate issuer) {
    try {
      certificate.verify(issuer.getPublicKey());
      return true;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  /** Notes the chain and trusts it, because nothing follows the handshake. */
  private static final class Reader extends X509ExtendedTrustManager {
    private volatile List<X509Certificate> shown = List.of();

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {
      shown = List.of(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {
      shown = List.of(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
      shown = List.of(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
      throw new UnsupportedOperationException();
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
