// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.http;

import io.tributary.common.error.Causes;
import io.tributary.common.error.ConnectorLog;
import io.tributary.common.error.SetupError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import okhttp3.ConnectionSpec;
import okhttp3.OkHttpClient;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.ssl.DefaultSslEngineFactory;
import org.jspecify.annotations.Nullable;

/**
 * TLS as Kafka's own {@code ssl.*} settings describe it: JKS, PKCS12, PEM files or PEM text. Stores
 * are read each time a context is made, so a renewed certificate is used from the next connection.
 * Once they have been read, a file that is away, empty or half written for a while does no harm:
 * the last stores that could be read are used, and the next connection reads the files again.
 * Thread-safe.
 */
public final class Tls {
  private static final ConnectorLog LOG = ConnectorLog.of(Tls.class);

  private final Map<String, ?> settings;
  private @Nullable DefaultSslEngineFactory last;
  private String trouble = "";

  /** TLS with the given parsed settings: the values of a ConfigDef made by {@link #define}. */
  public Tls(Map<String, ?> settings) {
    this.settings = settings;
    try {
      // The first connection may be made hours after the settings were found valid.
      last = read();
    } catch (ConfigException e) {
      LOG.debug("A store cannot be read yet: {}", e);
    }
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
   * @throws ConfigException with {@link SetupError#KEY_MATERIAL} if a store cannot be used and none
   *     could before
   */
  public synchronized SSLContext newContext() {
    var before = last;
    var now = load();
    // The context that Kafka makes of some stores is always the same one.
    return now == before ? copy(now) : now.sslContext();
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

  private synchronized DefaultSslEngineFactory load() {
    try {
      if (last != null) {
        requireWhole("ssl.keystore");
        requireWhole("ssl.truststore");
      }
      last = read();
      trouble = "";
      return last;
    } catch (ConfigException e) {
      if (last == null) {
        throw e;
      }
      var text = String.valueOf(e.getMessage());
      if (!text.equals(trouble)) {
        LOG.warn("{} Until then the last stores that could be read are used.", text);
        trouble = text;
      }
      return last;
    }
  }

  private DefaultSslEngineFactory read() {
    var factory = new DefaultSslEngineFactory();
    try {
      factory.configure(settings);
      return factory;
    } catch (KafkaException e) {
      throw unusable(e);
    }
  }

  /** Finds what Kafka would log as an error, and the end of a PEM file, which it would ignore. */
  private void requireWhole(String store) {
    var name = store + ".location";
    if (settings.get(name) instanceof String file) {
      try {
        // The blocks of PEM are ASCII. What is around them may be anything.
        var text = Files.readString(Path.of(file), StandardCharsets.ISO_8859_1);
        if ("PEM".equals(settings.get(store + ".type"))
            && text.lastIndexOf("-----BEGIN ") > text.lastIndexOf("-----END ")) {
          throw new IOException("the last block of " + file + " has no end");
        }
      } catch (IOException e) {
        throw new ConfigException(SetupError.KEY_MATERIAL.message(name, e));
      }
    }
  }

  /** Another context with the same stores. */
  private SSLContext copy(DefaultSslEngineFactory stores) {
    var provider = text(SslConfigs.SSL_PROVIDER_CONFIG, "");
    var protocol = text(SslConfigs.SSL_PROTOCOL_CONFIG, SslConfigs.DEFAULT_SSL_PROTOCOL);
    try {
      var context =
          provider.isEmpty()
              ? SSLContext.getInstance(protocol)
              : SSLContext.getInstance(protocol, provider);
      var own = stores.keystore();
      context.init(
          own == null ? null : keyManagers(own),
          trustManagers(
              stores.truststore(),
              text(
                  SslConfigs.SSL_TRUSTMANAGER_ALGORITHM_CONFIG,
                  TrustManagerFactory.getDefaultAlgorithm())),
          null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new ConfigException(SetupError.KEY_MATERIAL.message("ssl.*", e));
    }
  }

  private KeyManager[] keyManagers(KeyStore own) throws GeneralSecurityException {
    var algorithm =
        text(SslConfigs.SSL_KEYMANAGER_ALGORITHM_CONFIG, KeyManagerFactory.getDefaultAlgorithm());
    var factory = KeyManagerFactory.getInstance(algorithm);
    var password =
        text(SslConfigs.SSL_KEY_PASSWORD_CONFIG, text(SslConfigs.SSL_KEYSTORE_PASSWORD_CONFIG, ""));
    factory.init(own, password.isEmpty() ? null : password.toCharArray());
    return factory.getKeyManagers();
  }

  private static TrustManager[] trustManagers(@Nullable KeyStore trusted, String algorithm)
      throws GeneralSecurityException {
    var factory = TrustManagerFactory.getInstance(algorithm);
    factory.init(trusted);
    return factory.getTrustManagers();
  }

  private String text(String setting, String otherwise) {
    var value = settings.get(setting);
    var text = value instanceof Password secret ? secret.value() : value;
    return text == null || text.toString().isEmpty() ? otherwise : text.toString();
  }

  private static X509TrustManager trustManager(@Nullable KeyStore store) {
    try {
      return Arrays.stream(trustManagers(store, TrustManagerFactory.getDefaultAlgorithm()))
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
