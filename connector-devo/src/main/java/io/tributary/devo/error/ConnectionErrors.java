// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.error;

import io.tributary.common.error.ApiException;
import io.tributary.common.error.Causes;
import io.tributary.common.error.ForeignText;
import java.net.UnknownHostException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.kafka.common.config.ConfigException;

/**
 * Classifies exceptions on the way to Devo: certificates, which only an operator can fix, and the
 * rest.
 */
public final class ConnectionErrors {
  private static final Pattern REJECTION =
      Pattern.compile(
          "alert: (bad_certificate|unsupported_certificate|certificate_\\w+|unknown_ca|access_denied)");

  private ConnectionErrors() {}

  /** The numbered error for an exception on the way to Devo. */
  public static ApiException classify(Throwable e, String endpoint) {
    return certificateError(e)
        .map(cause -> error(SinkError.CERTIFICATE_REFUSED, endpoint, cause))
        .orElseGet(() -> error(SinkError.NOT_DELIVERED, endpoint, e));
  }

  /** An outdated certificate says more than the exceptions that wrap it. */
  private static Optional<Throwable> certificateError(Throwable e) {
    return Stream.concat(
            Causes.of(e).filter(ConnectionErrors::isOutOfDate),
            Causes.of(e).filter(ConnectionErrors::isRejection))
        .findFirst();
  }

  private static boolean isOutOfDate(Throwable cause) {
    return cause instanceof CertificateExpiredException
        || cause instanceof CertificateNotYetValidException;
  }

  /** The meaning of messages of the JDK that are just a date or a name, or an empty text. */
  private static String meaning(Throwable cause) {
    if (cause instanceof CertificateExpiredException) {
      return "the certificate of the receiver has expired, ";
    } else if (cause instanceof CertificateNotYetValidException) {
      return "the certificate of the receiver is not valid yet, ";
    }
    return cause instanceof UnknownHostException ? "unknown host " : "";
  }

  /** Whether the certificate of the receiver is too old or too new, as the end of a sentence. */
  public static String age(Throwable e) {
    if (Causes.of(e).anyMatch(CertificateExpiredException.class::isInstance)) {
      return ", it has expired";
    }
    return Causes.of(e).anyMatch(CertificateNotYetValidException.class::isInstance)
        ? ", it is not valid yet"
        : "";
  }

  /** Whether one side does not accept the certificate of the other. */
  public static boolean isCertificateError(Exception e) {
    return certificateError(e).isPresent();
  }

  private static boolean isRejection(Throwable cause) {
    return cause instanceof ConfigException
        || cause instanceof CertificateException
        || cause instanceof CertPathValidatorException
        || cause instanceof SSLPeerUnverifiedException
        || isCertificateRejection(cause);
  }

  /** Whether the peer has sent an alert that it does not accept our certificate. */
  public static boolean isCertificateRejection(Throwable cause) {
    return cause instanceof SSLException
        && REJECTION.matcher(String.valueOf(cause.getMessage())).find();
  }

  private static ApiException error(SinkError error, String endpoint, Throwable cause) {
    var message =
        cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    var text = Causes.meaning(cause) + meaning(cause) + message;
    return new ApiException(
        error, error.recoverability(), null, cause, endpoint, ForeignText.shorten(text));
  }
}
