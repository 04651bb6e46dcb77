// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo;

import static org.apache.kafka.common.config.SslConfigs.SSL_KEYSTORE_CERTIFICATE_CHAIN_CONFIG;
import static org.apache.kafka.common.config.SslConfigs.SSL_KEYSTORE_LOCATION_CONFIG;
import static org.apache.kafka.common.config.SslConfigs.SSL_TRUSTSTORE_CERTIFICATES_CONFIG;
import static org.apache.kafka.common.config.SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG;

import io.tributary.common.config.RequestSettings;
import io.tributary.common.config.SslSettingsValidator;
import io.tributary.common.error.Causes;
import io.tributary.common.error.ConnectorLog;
import io.tributary.common.error.ForeignText;
import io.tributary.common.error.SetupError;
import io.tributary.common.http.HttpSettings.HttpProxy;
import io.tributary.common.http.Tls;
import io.tributary.devo.config.DevoSinkConfig;
import io.tributary.devo.config.DevoSinkSettings;
import io.tributary.devo.config.Endpoint;
import io.tributary.devo.error.ConnectionErrors;
import io.tributary.devo.http.HttpProbe;
import io.tributary.devo.relp.RelpProtocolException;
import io.tributary.devo.socket.SocketSession;
import java.io.IOException;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import javax.net.ssl.SSLPeerUnverifiedException;

/**
 * Connects to the endpoint while the settings are validated, without sending a message. An HTTP
 * intake gets a request that it must refuse. A failure that may pass is logged as WARN, because
 * connectors must be creatable while Devo is not available. Any other failure is an error on the
 * setting that causes it.
 */
final class DevoConnectionCheck {
  private static final ConnectorLog LOG = ConnectorLog.of(DevoConnectionCheck.class);

  private final DevoSinkConfig config;
  private final Endpoint endpoint;
  private final Duration timeout;

  /** Checks valid settings within a time limit. */
  DevoConnectionCheck(DevoSinkConfig config, Duration timeout) {
    this.config = config;
    this.endpoint = config.endpoint();
    this.timeout = timeout;
  }

  /** Error messages by setting. */
  Map<String, String> errors() {
    if (endpoint.tls()) {
      var invalid = new SslSettingsValidator(config.values()).invalidNow();
      if (invalid.isPresent()) {
        return error(ownCertificate(), invalid.get());
      }
    }
    return config.checksConnection() ? connect() : Map.of();
  }

  private Map<String, String> connect() {
    try (var probe = endpoint.http() ? httpProbe() : socketProbe()) {
      return attempt(probe)
          .get(timeout.toMillis(), TimeUnit.MILLISECONDS)
          .map(fault -> error(DevoSinkSettings.ENDPOINT.name(), fault))
          .orElse(Map.of());
    } catch (ExecutionException e) {
      return classify(e);
    } catch (TimeoutException e) {
      return warn("no answer within " + timeout.toMillis() + " ms");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Map.of();
    }
  }

  /** One way to connect. */
  private interface Probe extends AutoCloseable {
    /** Connects, and returns what is wrong with what answers there. */
    Optional<String> fault() throws IOException;

    /** Any thread may call it. */
    @Override
    void close();
  }

  private Probe httpProbe() {
    var http = new HttpProbe(config);
    return new Probe() {
      @Override
      public Optional<String> fault() throws IOException {
        return http.fault(timeout)
            .map(
                answer ->
                    endpoint
                        + " does not look like Devo's HTTP intake, which refuses a wrong token. It"
                        + " answered "
                        + ForeignText.phrase(answer));
      }

      @Override
      public void close() {
        http.close();
      }
    };
  }

  private Probe socketProbe() {
    var session = Transports.session(config, SocketSession.Answers.NONE);
    return new Probe() {
      @Override
      public Optional<String> fault() throws IOException {
        session.open(
            endpoint.tls() ? new Tls(config.values()) : null,
            endpoint.relp() ? timeout.dividedBy(2) : timeout);
        session.finish();
        return Optional.empty();
      }

      @Override
      public void close() {
        session.connection().close();
      }
    };
  }

  /** Runs on a thread of its own, because a lookup of a host name cannot be interrupted. */
  private CompletableFuture<Optional<String>> attempt(Probe probe) {
    var done = new CompletableFuture<Optional<String>>();
    var thread =
        new Thread(
            () -> {
              try {
                done.complete(probe.fault());
              } catch (IOException | RuntimeException e) {
                done.completeExceptionally(e);
              }
            },
            "devo-check-" + endpoint);
    thread.setDaemon(true);
    thread.start();
    return done;
  }

  private Map<String, String> classify(Throwable why) {
    if (has(why, UnknownHostException.class::isInstance)) {
      var proxy = endpoint.http() ? config.proxy() : Optional.<HttpProxy>empty();
      if (proxy.isPresent()) {
        return error(
            RequestSettings.PROXY_URL.name(),
            "the host " + proxy.get().url().getHost() + " is unknown");
      }
      if (root(why).contains(endpoint.host())) {
        return error(
            DevoSinkSettings.ENDPOINT.name(), "the host " + endpoint.host() + " is unknown");
      }
    }
    if (has(why, HttpProxy::hasRefused) && config.proxy().isPresent()) {
      return error(
          RequestSettings.PROXY_USERNAME.name(), "the proxy refused the login, " + root(why));
    }
    if (has(why, DevoConnectionCheck::isUntrusted)) {
      var given = isGiven(SSL_TRUSTSTORE_CERTIFICATES_CONFIG);
      return error(
          given ? SSL_TRUSTSTORE_CERTIFICATES_CONFIG : SSL_TRUSTSTORE_LOCATION_CONFIG,
          "the certificate of " + endpoint + " is not trusted, " + root(why));
    }
    if (has(why, DevoConnectionCheck::isOfAnotherHost)) {
      return error(
          DevoSinkSettings.ENDPOINT.name(),
          "the certificate does not match the host, " + root(why));
    }
    if (has(why, ConnectionErrors::isCertificateRejection)) {
      return error(ownCertificate(), endpoint + " rejects the certificate, " + root(why));
    }
    if (has(why, RelpProtocolException.class::isInstance)) {
      return error(
          DevoSinkSettings.ENDPOINT.name(), endpoint + " does not speak RELP, " + root(why));
    }
    return warn(root(why));
  }

  private static boolean isUntrusted(Throwable why) {
    return why instanceof CertPathBuilderException || why instanceof CertPathValidatorException;
  }

  private static boolean isOfAnotherHost(Throwable why) {
    return why instanceof CertificateException || why instanceof SSLPeerUnverifiedException;
  }

  private static boolean has(Throwable why, Predicate<Throwable> kind) {
    return Causes.of(why).anyMatch(kind);
  }

  private static String root(Throwable why) {
    return ForeignText.phrase(String.valueOf(Causes.root(why).getMessage()));
  }

  private String ownCertificate() {
    return isGiven(SSL_KEYSTORE_CERTIFICATE_CHAIN_CONFIG)
        ? SSL_KEYSTORE_CERTIFICATE_CHAIN_CONFIG
        : SSL_KEYSTORE_LOCATION_CONFIG;
  }

  private boolean isGiven(String setting) {
    return config.values().get(setting) != null;
  }

  private static Map<String, String> error(String setting, String why) {
    return Map.of(setting, SetupError.SETTING_INVALID.message(setting, why));
  }

  private Map<String, String> warn(String why) {
    LOG.warn(
        "{} cannot be reached now: {}. The settings are accepted, and the task will try again.",
        endpoint,
        why);
    return Map.of();
  }
}
