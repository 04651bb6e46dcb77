package io.tributary.devo;

import static org.apache.kafka.common.config.SslConfigs.SSL_KEYSTORE_CERTIFICATE_CHAIN_CONFIG;
import static org.apache.kafka.common.config.SslConfigs.SSL_KEYSTORE_LOCATION_CONFIG;
import static org.apache.kafka.common.config.SslConfigs.SSL_TRUSTSTORE_CERTIFICATES_CONFIG;
import static org.apache.kafka.common.config.SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG;

import io.tributary.common.error.Causes;
import io.tributary.common.error.SetupError;
import io.tributary.common.http.Tls;
import java.io.IOException;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What only shows when the settings are used: connects to the endpoint while they are validated,
 * sends no message and leaves. What may pass by itself is a WARN, since a connector must be
 * creatable while Devo is away; what will not is an error on the setting to blame.
 */
final class ConnectionCheck {
  private static final Logger LOG = LoggerFactory.getLogger(ConnectionCheck.class);

  private final DevoSinkConfig config;
  private final Endpoint endpoint;
  private final Duration within;

  /** Checks sound settings and takes no longer than told. */
  ConnectionCheck(DevoSinkConfig config, Duration within) {
    this.config = config;
    this.endpoint = config.endpoint();
    this.within = within;
  }

  /** Messages by the setting to blame; empty if all is well. */
  Map<String, String> faults() {
    if (endpoint.tls()) {
      var ended = new ClientCertificate(config.values()).invalidNow();
      if (ended.isPresent()) {
        return fault(ownCertificate(), ended.get());
      }
    }
    return config.getBoolean(DevoSinkConfig.CONNECTION_CHECK) ? tried() : Map.of();
  }

  private Map<String, String> tried() {
    var session = SyslogSession.of(config, () -> {});
    try {
      attempt(session).get(within.toMillis(), TimeUnit.MILLISECONDS);
      return Map.of();
    } catch (ExecutionException e) {
      return judged(e);
    } catch (TimeoutException e) {
      return warned("no answer within " + within.toMillis() + " ms");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Map.of();
    } finally {
      session.connection().close();
    }
  }

  /** On a thread of its own: nothing else can give up on a name that is being looked up. */
  private CompletableFuture<Void> attempt(SyslogSession session) {
    var done = new CompletableFuture<Void>();
    var thread =
        new Thread(
            () -> {
              try {
                session.open(
                    endpoint.tls() || endpoint.http() ? new Tls(config.values()) : null,
                    endpoint.relp() ? within.dividedBy(2) : within);
                session.leave();
                done.complete(null);
              } catch (IOException | RuntimeException e) {
                done.completeExceptionally(e);
              }
            },
            "devo-check-" + endpoint);
    thread.setDaemon(true);
    thread.start();
    return done;
  }

  private Map<String, String> judged(Throwable why) {
    if (has(why, UnknownHostException.class::isInstance)) {
      return fault(DevoSinkConfig.ENDPOINT, "the host " + endpoint.host() + " is unknown");
    }
    if (has(why, ConnectionCheck::isUntrusted)) {
      var given = isGiven(SSL_TRUSTSTORE_CERTIFICATES_CONFIG);
      return fault(
          given ? SSL_TRUSTSTORE_CERTIFICATES_CONFIG : SSL_TRUSTSTORE_LOCATION_CONFIG,
          "the certificate of " + endpoint + " is not trusted, " + root(why));
    }
    if (has(why, CertificateException.class::isInstance)) {
      return fault(
          DevoSinkConfig.ENDPOINT, "the certificate is not that of the host, " + root(why));
    }
    if (has(why, Troubles::isRefusal)) {
      return fault(ownCertificate(), endpoint + " refuses the certificate, " + root(why));
    }
    if (has(why, RelpFault.class::isInstance)) {
      return fault(DevoSinkConfig.ENDPOINT, endpoint + " does not speak RELP, " + root(why));
    }
    return warned(root(why));
  }

  private static boolean isUntrusted(Throwable why) {
    return why instanceof CertPathBuilderException || why instanceof CertPathValidatorException;
  }

  private static boolean has(Throwable why, Predicate<Throwable> kind) {
    return Causes.of(why).anyMatch(kind);
  }

  private static String root(Throwable why) {
    return String.valueOf(Causes.root(why).getMessage()).replaceAll("\\.+$", "");
  }

  private String ownCertificate() {
    return isGiven(SSL_KEYSTORE_CERTIFICATE_CHAIN_CONFIG)
        ? SSL_KEYSTORE_CERTIFICATE_CHAIN_CONFIG
        : SSL_KEYSTORE_LOCATION_CONFIG;
  }

  private boolean isGiven(String setting) {
    return config.values().get(setting) != null;
  }

  private static Map<String, String> fault(String setting, String why) {
    return Map.of(setting, SetupError.SETTING_INVALID.message(setting, why));
  }

  private Map<String, String> warned(String why) {
    LOG.warn(
        "{} cannot be reached now: {}. The settings are accepted; the task will try again.",
        endpoint,
        why);
    return Map.of();
  }
}
