// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.connect;

import io.tributary.common.config.RequestSettings;
import io.tributary.common.config.SourceConfig;
import io.tributary.common.config.SourceSettings;
import io.tributary.common.error.ApiError;
import io.tributary.common.error.ApiException;
import io.tributary.common.error.Causes;
import io.tributary.common.error.ConnectorLog;
import io.tributary.common.error.Durations;
import io.tributary.common.error.InitVariablesError;
import io.tributary.common.error.Recoverability;
import io.tributary.common.http.ApiClient;
import io.tributary.common.vendor.Position;
import io.tributary.common.vendor.Vendor;
import io.tributary.common.vendor.Window;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.kafka.common.config.SslConfigs;

/**
 * Tests settings against the vendor: logs in and reads one row within a time limit, and stores
 * nothing. Only a definite fault rejects the settings. A fault that may be temporary is logged as a
 * warning. The log quotes what the vendor said, and the faults do not. Its requests count toward
 * {@code requests.limits}, which it shares with running tasks.
 *
 * <p>Whoever may validate learns from the faults whether an address answers, and with which status.
 * Nothing else of an answer decides which setting is at fault, except error codes that OAuth or the
 * vendor define, such as {@code invalid_client}: without them a wrong secret would be taken for a
 * wrong user. A check that tells less would be of no use to an operator.
 */
final class SourceConnectionCheck<C extends SourceConfig> {
  private static final ConnectorLog LOG = ConnectorLog.of(SourceConnectionCheck.class);
  private static final Duration RECENT = Duration.ofMinutes(5);

  private final Vendor<C> vendor;
  private final Duration bound;

  SourceConnectionCheck(Vendor<C> vendor, Duration bound) {
    this.vendor = vendor;
    this.bound = bound;
  }

  /**
   * Returns the faults of settings that are valid by themselves, keyed by the setting to correct.
   */
  Map<String, String> faults(Map<String, String> settings) {
    try {
      var config = vendor.config(settings);
      return config.checksConnection() && vendor.canConnect(config) ? tryOut(config) : Map.of();
    } catch (RuntimeException e) {
      return unclear(e);
    }
  }

  private Map<String, String> tryOut(C config) {
    // Use a separate thread, because a DNS lookup cannot be cancelled.
    try (var budget = CredentialBudget.of(config);
        var client = RunningFeed.client(vendor, config, budget)) {
      var wait = budget.reserveWithin(bound.dividedBy(2));
      if (wait.compareTo(bound.dividedBy(2)) > 0) {
        return unclear("no request is allowed for another " + Durations.text(wait));
      }
      TimeUnit.NANOSECONDS.sleep(wait.toNanos());
      var attempt = new FutureTask<>(() -> attempt(config, client));
      var thread = new Thread(attempt, "tributary-check");
      thread.setDaemon(true);
      thread.start();
      return attempt.get(bound.minus(wait).toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      return unclear(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return unclear(e);
    }
  }

  private Map<String, String> attempt(C config, ApiClient client) {
    try {
      client.logIn();
    } catch (ApiException e) {
      return fault(e, vendor.blame(Vendor.Refused.LOGIN_ADDRESS, config).name(), config);
    }
    try {
      var now = client.now();
      var unused =
          vendor.api(config, client).fetch(new Window(now.minus(RECENT), now, 1), Position.FIRST);
      return Map.of();
    } catch (ApiException e) {
      return fault(e, SourceSettings.BASE_URL.name(), config);
    }
  }

  private Map<String, String> fault(ApiException failure, String address, C config) {
    var setting = blame(failure, address, config);
    if (setting.isEmpty()) {
      return unclear(failure);
    }
    LOG.warn("{}: {} refused: {}", vendor.feed().vendor(), setting.get(), failure.getMessage());
    return Map.of(setting.get(), failure.unquoted());
  }

  private Optional<String> blame(ApiException failure, String address, C config) {
    if (failure.error() == InitVariablesError.CLIENT_ID_STATUS
        || failure.error() == InitVariablesError.CLIENT_ID_PARSE) {
      return Optional.of(vendor.blame(Vendor.Refused.CLIENT, config).name());
    }
    for (var cause : (Iterable<Throwable>) Causes.of(failure)::iterator) {
      if (cause instanceof UnknownHostException && !mayPass(cause)) {
        // A proxy resolves the vendor's name itself.
        return Optional.of(config.usesProxy() ? RequestSettings.PROXY_URL.name() : address);
      }
      if (cause instanceof SSLPeerUnverifiedException) {
        return Optional.of(address);
      }
      if (cause instanceof CertificateException) {
        return Optional.of(trustStore(config));
      }
      if (cause instanceof ApiException refusal && refusal.error() == ApiError.REDIRECTED) {
        return Optional.of(address);
      }
      if (cause instanceof ApiException refusal && refusal.error() == ApiError.NOT_FOUND) {
        return Optional.of(
            cause == failure ? vendor.blame(Vendor.Refused.PATH, config).name() : address);
      }
    }
    return failure.recoverability() == Recoverability.STOP
        ? refused(failure, config)
        : Optional.empty();
  }

  private Optional<String> refused(ApiException failure, C config) {
    if (failure.error() == ApiError.PROXY_REFUSED) {
      return Optional.of(RequestSettings.PROXY_USERNAME.name());
    }
    if (failure.error() == InitVariablesError.TOKEN_STATUS) {
      var client = String.valueOf(failure.getMessage()).contains("invalid_client");
      var refused = client ? Vendor.Refused.CLIENT : Vendor.Refused.LOGIN;
      return Optional.of(vendor.blame(refused, config).name());
    }
    return failure.error() == ApiError.UNAUTHORIZED || failure.error() == ApiError.FORBIDDEN
        ? Optional.of(vendor.blame(Vendor.Refused.ACCESS, config).name())
        : Optional.empty();
  }

  /** Whether the resolver itself is temporarily unavailable. */
  private static boolean mayPass(Throwable unknownHost) {
    return String.valueOf(unknownHost.getMessage()).contains("Temporary failure");
  }

  private static String trustStore(SourceConfig config) {
    return config.getPassword(SslConfigs.SSL_TRUSTSTORE_CERTIFICATES_CONFIG) == null
        ? SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG
        : SslConfigs.SSL_TRUSTSTORE_CERTIFICATES_CONFIG;
  }

  private Map<String, String> unclear(Object reason) {
    LOG.warn(
        "settings accepted; the connection check, of at most {} s, was inconclusive: {}",
        bound.toSeconds(),
        reason);
    return Map.of();
  }
}
