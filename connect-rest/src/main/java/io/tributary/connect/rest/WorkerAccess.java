// SPDX-License-Identifier: Apache-2.0
package io.tributary.connect.rest;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import okhttp3.Credentials;

/**
 * How a client gets access to a worker. Its text contains no secret.
 *
 * @param authorization the value of the header Authorization; empty if the worker requires none
 * @param authorities the certificates of the only authorities whose signature counts; empty if
 *     those that Java knows count
 */
public record WorkerAccess(String authorization, List<X509Certificate> authorities) {
  /** Access without a login. */
  public static final WorkerAccess OPEN = new WorkerAccess("", List.of());

  public WorkerAccess {
    authorities = List.copyOf(authorities);
  }

  /** Access with basic authentication. */
  public WorkerAccess withLogin(String user, String password) {
    if (user.indexOf(':') >= 0) {
      throw new ConnectApiException("The user of a worker must not contain a colon.");
    }
    var header = Credentials.basic(user, password, StandardCharsets.UTF_8);
    return new WorkerAccess(header, authorities);
  }

  /** Access to a worker with a certificate that one of these signed, given in PEM. */
  public WorkerAccess withAuthorities(String pem) {
    try (var bytes = new ByteArrayInputStream(pem.getBytes(StandardCharsets.UTF_8))) {
      var certificates =
          CertificateFactory.getInstance("X.509").generateCertificates(bytes).stream()
              .map(X509Certificate.class::cast)
              .toList();
      if (!certificates.isEmpty()) {
        return new WorkerAccess(authorization, certificates);
      }
    } catch (CertificateException | java.io.IOException e) {
      // The exception below reports it.
    }
    throw new ConnectApiException("The authorities of a worker are not certificates in PEM.");
  }

  @Override
  public String toString() {
    return "WorkerAccess[login=%b, authorities=%d]"
        .formatted(!authorization.isEmpty(), authorities.size());
  }
}
