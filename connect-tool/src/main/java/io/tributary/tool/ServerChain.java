// SPDX-License-Identifier: Apache-2.0
package io.tributary.tool;

import io.tributary.common.error.Causes;
import io.tributary.common.error.ForeignText;
import io.tributary.tool.io.CommandFailedException;
import java.io.IOException;
import java.net.InetSocketAddress;
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
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * The certificates that a server shows, its own first. Nothing is sent to it beyond the handshake,
 * so it does not matter that nothing is known about the server.
 */
record ServerChain(List<X509Certificate> certificates) {
  private static final int TIMEOUT_MS = (int) Duration.ofSeconds(10).toMillis();

  /**
   * Connects and reads the chain.
   *
   * @throws CommandFailedException if there is no server or it shows no certificate
   */
  static ServerChain of(String host, int port) {
    var shown = new ArrayList<X509Certificate>();
    try (var tcp = new Socket()) {
      var context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new Reader(shown)}, null);
      tcp.connect(new InetSocketAddress(host, port), TIMEOUT_MS);
      tcp.setSoTimeout(TIMEOUT_MS);
      try (var tls = (SSLSocket) context.getSocketFactory().createSocket(tcp, host, port, true)) {
        tls.startHandshake();
      }
    } catch (IOException | GeneralSecurityException e) {
      // A server that asks for a certificate of ours refuses us after it has shown its own.
      if (shown.isEmpty()) {
        throw new CommandFailedException(
            "%s:%d shows no certificate: %s"
                .formatted(host, port, ForeignText.line(Causes.root(e).toString())));
      }
    }
    return new ServerChain(List.copyOf(shown));
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
    private final List<X509Certificate> shown;

    Reader(List<X509Certificate> shown) {
      this.shown = shown;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {
      shown.addAll(List.of(chain));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {
      shown.addAll(List.of(chain));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
      shown.addAll(List.of(chain));
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
