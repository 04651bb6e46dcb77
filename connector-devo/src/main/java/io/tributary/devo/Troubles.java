package io.tributary.devo;

import io.tributary.common.error.ApiException;
import io.tributary.common.error.SinkError;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
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
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (isCertificateFault(cause)) {
        return error(SinkError.CERTIFICATE_REFUSED, endpoint, cause);
      }
    }
    return error(SinkError.NOT_DELIVERED, endpoint, e);
  }

  private static boolean isCertificateFault(Throwable cause) {
    return cause instanceof ConfigException
        || cause instanceof CertificateException
        || cause instanceof CertPathValidatorException
        || isRefusal(cause);
  }

  /** Whether this is the peer's word that it does not accept our certificate. */
  static boolean isRefusal(Throwable cause) {
    return cause instanceof SSLException
        && REFUSAL.matcher(String.valueOf(cause.getMessage())).find();
  }

  private static ApiException error(SinkError error, Endpoint endpoint, Throwable cause) {
    var text = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    var shown = text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text;
    return new ApiException(error, error.trouble(), null, cause, endpoint, shown);
  }
}
