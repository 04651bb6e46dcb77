// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo;

import static org.apache.kafka.common.config.SslConfigs.SSL_KEYSTORE_CERTIFICATE_CHAIN_CONFIG;
import static org.apache.kafka.common.config.SslConfigs.SSL_KEYSTORE_LOCATION_CONFIG;
import static org.apache.kafka.common.config.SslConfigs.SSL_TRUSTSTORE_CERTIFICATES_CONFIG;
import static org.apache.kafka.common.config.SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG;

import io.tributary.common.config.RequestSettings;
import io.tributary.common.config.SslSettingsValidator;
import io.tributary.common.error.Answer;
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
          .map(this::noIntake)
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
    Optional<Answer> fault() throws IOException;

    /** Any thread may call it. */
    @Override
    void close();
  }

  private Probe httpProbe() {
    var http = new HttpProbe(config);
    return new Probe() {
      @Override
      public Optional<Answer> fault() throws IOException {
        return http.fault(timeout);
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
      public Optional<Answer> fault() throws IOException {
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
  private CompletableFuture<Optional<Answer>> attempt(Probe probe) {
    var done = new CompletableFuture<Optional<Answer>>();
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
    return blame(why).map(fault -> refused(fault, root(why))).orElseGet(() -> warn(root(why)));
  }

  private record Fault(String setting, String text) {}

  /** What is definitely wrong, without the words of the other side. */
  private Optional<Fault> blame(Throwable why) {
    var byProxy = Causes.of(why).filter(HttpProxy::hasRefused).findFirst();
    if (byProxy.isPresent() && config.proxy().isPresent()) {
      // Its words are ours.
      return fault(
          RequestSettings.PROXY_USERNAME.name(),
          "the proxy refused the login, " + byProxy.get().getMessage());
    }
    if (has(why, DevoConnectionCheck::isUntrusted)) {
      var given = isGiven(SSL_TRUSTSTORE_CERTIFICATES_CONFIG);
      return fault(
          given ? SSL_TRUSTSTORE_CERTIFICATES_CONFIG : SSL_TRUSTSTORE_LOCATION_CONFIG,
          "the certificate of " + endpoint + " is not trusted" + ConnectionErrors.age(why));
    }
    if (has(why, DevoConnectionCheck::isOfAnotherHost)) {
      return fault(
          DevoSinkSettings.ENDPOINT.name(),
          "the certificate does not match the host" + ConnectionErrors.age(why));
    }
    if (has(why, ConnectionErrors::isCertificateRejection)) {
      return fault(ownCertificate(), endpoint + " rejects the certificate");
    }
    return has(why, RelpProtocolException.class::isInstance)
        ? fault(DevoSinkSettings.ENDPOINT.name(), endpoint + " does not speak RELP")
        : Optional.empty();
  }

  private static Optional<Fault> fault(String setting, String text) {
    return Optional.of(new Fault(setting, text));
  }

  private Map<String, String> noIntake(Answer answer) {
    var text = endpoint + " does not look like Devo's HTTP intake, which refuses a wrong token";
    var fault =
        new Fault(DevoSinkSettings.ENDPOINT.name(), text + ". It answered " + answer.outcome());
    return refused(fault, answer.quoted());
  }

  /** Only the log, which an operator reads, quotes what the other side said. */
  private static Map<String, String> refused(Fault fault, String said) {
    LOG.warn("{} refused: {}: {}", fault.setting(), fault.text(), ForeignText.line(said));
    return error(fault.setting(), fault.text());
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
