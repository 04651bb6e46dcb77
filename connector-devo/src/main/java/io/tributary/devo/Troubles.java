package io.tributary.devo;

import io.tributary.common.error.ApiException;
import io.tributary.common.error.SinkError;
import java.net.UnknownHostException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.kafka.common.config.ConfigException;

/** Tells what an operator must mend from what mends itself. */
final class Troubles {
  private static final int SHOWN = 200;
  private static final Pattern REFUSAL =
      Pattern.compile(
          "alert: (bad_certificate|unsupported_certificate|certificate_\\w+|unknown_ca|access_denied)");

  private Troubles() {}

  /** The numbered error for what went wrong on the way to Devo. */
  static ApiException of(Exception e, Endpoint endpoint) {
    return certificateFault(e)
        .map(cause -> error(SinkError.CERTIFICATE_REFUSED, endpoint, cause))
        .orElseGet(() -> error(SinkError.NOT_DELIVERED, endpoint, e));
  }

  /** That a certificate is out of date says more than the refusals it is wrapped in. */
  private static Optional<Throwable> certificateFault(Exception e) {
    return Stream.concat(
            causes(e).filter(Troubles::isOutOfDate), causes(e).filter(Troubles::refuses))
        .findFirst();
  }

  private static Stream<Throwable> causes(Exception e) {
    return Stream.iterate(e, Objects::nonNull, Throwable::getCause);
  }

  private static boolean isOutOfDate(Throwable cause) {
    return cause instanceof CertificateExpiredException
        || cause instanceof CertificateNotYetValidException;
  }

  /** What the JDK's message, no more than a date or a name, leaves out; or empty text. */
  private static String meaning(Throwable cause) {
    if (cause instanceof CertificateExpiredException) {
      return "the certificate of the receiver has expired, ";
    } else if (cause instanceof CertificateNotYetValidException) {
      return "the certificate of the receiver is not valid yet, ";
    }
    return cause instanceof UnknownHostException ? "unknown host " : "";
  }

  /** Whether one side does not accept the certificate of the other. */
  static boolean isCertificateFault(Exception e) {
    return certificateFault(e).isPresent();
  }

  private static boolean refuses(Throwable cause) {
    return cause instanceof ConfigException
        || cause instanceof CertificateException
        || cause instanceof CertPathValidatorException
        || cause instanceof SSLPeerUnverifiedException
        || isRefusal(cause);
  }

  /** Whether this is the peer's word that it does not accept our certificate. */
  static boolean isRefusal(Throwable cause) {
    return cause instanceof SSLException
        && REFUSAL.matcher(String.valueOf(cause.getMessage())).find();
  }

  private static ApiException error(SinkError error, Endpoint endpoint, Throwable cause) {
    var said = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    var text = meaning(cause) + said;
    var shown = text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text;
    return new ApiException(error, error.recoverability(), null, cause, endpoint, shown);
  }
}
