// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.http;

import io.tributary.common.error.Causes;
import io.tributary.common.error.SetupError;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import okhttp3.ConnectionSpec;
import okhttp3.OkHttpClient;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.security.ssl.DefaultSslEngineFactory;
import org.jspecify.annotations.Nullable;

/**
 * TLS as Kafka's own {@code ssl.*} settings describe it: JKS, PKCS12, PEM files or PEM text. Stores
 * are read each time a context is made, so a renewed certificate is used from the next connection.
 */
public final class Tls {
  private final Map<String, ?> settings;

  /** TLS with the given parsed settings: the values of a ConfigDef made by {@link #define}. */
  public Tls(Map<String, ?> settings) {
    this.settings = settings;
  }

  /** Adds Kafka's client-side {@code ssl.*} settings to a definition. */
  public static ConfigDef define(ConfigDef def) {
    SslConfigs.addClientSslSupport(def);
    return def;
  }

  /**
   * A new context that shares no session with any other: OpenSSL servers may refuse a resumed
   * session that carries a client certificate.
   *
   * @throws ConfigException with {@link SetupError#KEY_MATERIAL} if a store cannot be used
   */
  public SSLContext newContext() {
    return load().sslContext();
  }

  /**
   * Decides whom to trust: by the configured trust store, or the JVM's own.
   *
   * @throws ConfigException with {@link SetupError#KEY_MATERIAL} if the store cannot be used
   */
  X509TrustManager trustManager() {
    return trustManager(load().truststore());
  }

  /**
   * Makes an HTTP client connect as the settings say; plain HTTP stays possible.
   *
   * @throws ConfigException with {@link SetupError#KEY_MATERIAL} if a store cannot be used
   */
  public OkHttpClient.Builder secure(OkHttpClient.Builder client) {
    var spec =
        new ConnectionSpec.Builder(ConnectionSpec.MODERN_TLS)
            .tlsVersions(protocols().toArray(String[]::new));
    var suites =
        cipherSuites().isEmpty()
            ? spec.allEnabledCipherSuites()
            : spec.cipherSuites(cipherSuites().toArray(String[]::new));
    if (!checksHostName()) {
      client.hostnameVerifier((host, session) -> true);
    }
    return client
        .connectionSpecs(List.of(suites.build(), ConnectionSpec.CLEARTEXT))
        .sslSocketFactory(newContext().getSocketFactory(), trustManager());
  }

  /** Whether host names are checked: {@code ssl.endpoint.identification.algorithm} is not empty. */
  public boolean checksHostName() {
    var algorithm = settings.get(SslConfigs.SSL_ENDPOINT_IDENTIFICATION_ALGORITHM_CONFIG);
    return algorithm != null && !algorithm.toString().isEmpty();
  }

  /** The TLS versions to offer. */
  List<String> protocols() {
    return list(SslConfigs.SSL_ENABLED_PROTOCOLS_CONFIG);
  }

  /** The cipher suites to offer; empty: those of the JVM. */
  public List<String> cipherSuites() {
    return list(SslConfigs.SSL_CIPHER_SUITES_CONFIG);
  }

  private List<String> list(String name) {
    return settings.get(name) instanceof List<?> values
        ? values.stream().map(String::valueOf).toList()
        : List.of();
  }

  private DefaultSslEngineFactory load() {
    var factory = new DefaultSslEngineFactory();
    try {
      factory.configure(settings);
      return factory;
    } catch (KafkaException e) {
      throw unusable(e);
    }
  }

  private static X509TrustManager trustManager(@Nullable KeyStore store) {
    try {
      var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(store);
      return Arrays.stream(factory.getTrustManagers())
          .filter(X509TrustManager.class::isInstance)
          .map(X509TrustManager.class::cast)
          .findFirst()
          .orElseThrow();
    } catch (GeneralSecurityException e) {
      throw new ConfigException(
          SetupError.KEY_MATERIAL.message(SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG, e));
    }
  }

  private static ConfigException unusable(KafkaException e) {
    return new ConfigException(SetupError.KEY_MATERIAL.message("ssl.*", Causes.root(e).toString()));
  }
}
