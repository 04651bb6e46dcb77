// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.config;

import io.tributary.common.error.Causes;
import io.tributary.common.error.ForeignText;
import io.tributary.common.error.SetupError;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAKey;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.ssl.DefaultSslEngineFactory;
import org.jspecify.annotations.Nullable;

/** Validates the certificates, keys and protocols of the {@code ssl.*} settings. */
public final class SslSettingsValidator {
  private static final String PROTOCOLS = SslConfigs.SSL_ENABLED_PROTOCOLS_CONFIG;
  private static final List<String> ALLOWED_PROTOCOLS = List.of("TLSv1.2", "TLSv1.3");
  private static final int LEAST_RSA_BITS = 1024;
  private static final List<String> KEY_STORE =
      List.of(
          SslConfigs.SSL_KEYSTORE_KEY_CONFIG,
          SslConfigs.SSL_KEYSTORE_LOCATION_CONFIG,
          SslConfigs.SSL_KEYSTORE_PASSWORD_CONFIG,
          SslConfigs.SSL_KEYSTORE_CERTIFICATE_CHAIN_CONFIG,
          SslConfigs.SSL_KEY_PASSWORD_CONFIG);
  private static final List<String> TRUST_STORE =
      List.of(
          SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG,
          SslConfigs.SSL_TRUSTSTORE_PASSWORD_CONFIG,
          SslConfigs.SSL_TRUSTSTORE_CERTIFICATES_CONFIG);

  /** Keys of RSA or elliptic curves in a form that Kafka does not read. */
  private static final Pattern OLD_KEY =
      Pattern.compile("-----BEGIN (RSA|EC|DSA) PRIVATE KEY-----");

  /** How the key stores of the JDK say that a password does not fit. */
  private static final Pattern STORE_PASSWORD =
      Pattern.compile("password was incorrect|Password verification failed");

  private static final Pattern KEY_PASSWORD = Pattern.compile("BadPadding|Cannot recover key");

  private final Map<String, ? extends @Nullable Object> settings;

  /** Validates parsed settings. */
  public SslSettingsValidator(Map<String, ? extends @Nullable Object> settings) {
    this.settings = settings;
  }

  /**
   * Error messages by setting.
   *
   * @param required whether a client certificate is required
   */
  public Map<String, String> errors(boolean required) {
    var errors = new HashMap<String, String>();
    var given = KEY_STORE.stream().anyMatch(name -> isSet(name));
    var missing = required || given ? missing() : Optional.<String>empty();
    if (missing.isPresent()) {
      errors.put(missing.get(), SetupError.SETTING_MISSING.message(missing.get()));
    } else if (required || given) {
      keyStoreError().ifPresent(why -> attribute("ssl.keystore", KEY_STORE, why, errors));
    }
    trustStoreError().ifPresent(why -> attribute("ssl.truststore", TRUST_STORE, why, errors));
    if (settings.get(PROTOCOLS) instanceof List<?> on && !ALLOWED_PROTOCOLS.containsAll(on)) {
      var why = "only TLSv1.2 and TLSv1.3 are allowed";
      errors.put(PROTOCOLS, SetupError.SETTING_INVALID.message(PROTOCOLS, why));
    }
    return errors;
  }

  /** Why the client certificate is not valid today, if it can be read. */
  public Optional<String> invalidNow() {
    try {
      var store = load(TRUST_STORE).keystore();
      for (var alias : store == null ? List.<String>of() : Collections.list(store.aliases())) {
        if (store.isKeyEntry(alias) && store.getCertificate(alias) instanceof X509Certificate own) {
          own.checkValidity();
        }
      }
      return Optional.empty();
    } catch (CertificateExpiredException e) {
      return Optional.of("the certificate has expired, " + e.getMessage());
    } catch (CertificateNotYetValidException e) {
      return Optional.of("the certificate is not valid yet, " + e.getMessage());
    } catch (KafkaException | GeneralSecurityException e) {
      return Optional.empty();
    }
  }

  private Optional<String> missing() {
    var key = isSet(SslConfigs.SSL_KEYSTORE_KEY_CONFIG);
    var chain = isSet(SslConfigs.SSL_KEYSTORE_CERTIFICATE_CHAIN_CONFIG);
    if (key != chain) {
      return Optional.of(
          key
              ? SslConfigs.SSL_KEYSTORE_CERTIFICATE_CHAIN_CONFIG
              : SslConfigs.SSL_KEYSTORE_KEY_CONFIG);
    }
    return key || isSet(SslConfigs.SSL_KEYSTORE_LOCATION_CONFIG)
        ? Optional.empty()
        : Optional.of(SslConfigs.SSL_KEYSTORE_LOCATION_CONFIG);
  }

  /** Attributes an error to a setting by its text: Kafka does not say which one it is. */
  private void attribute(String prefix, List<String> all, String why, Map<String, String> errors) {
    var text = why.toLowerCase(Locale.ROOT);
    var material = all.stream().filter(name -> isSet(name)).findFirst().orElse(all.get(0));
    var name =
        text.contains("key password")
            ? SslConfigs.SSL_KEY_PASSWORD_CONFIG
            : text.contains("password") || text.contains("unrecoverablekey")
                ? prefix + ".password"
                : text.contains("type is") ? prefix + ".type" : material;
    errors.put(name, SetupError.KEY_MATERIAL.message(name, why));
  }

  private Optional<String> keyStoreError() {
    if (settings.get(SslConfigs.SSL_KEYSTORE_KEY_CONFIG) instanceof Password key
        && OLD_KEY.matcher(key.value()).find()) {
      return Optional.of(
          "it is in the older format PKCS#1, not PKCS#8. Convert it: openssl pkcs8 -topk8 -nocrypt -in"
              + " old.key -out new.key");
    }
    try {
      var store = load(TRUST_STORE).keystore();
      return store == null ? Optional.of("it holds no key") : mismatch(store);
    } catch (KafkaException | GeneralSecurityException e) {
      return Optional.of(reason(e));
    }
  }

  private Optional<String> trustStoreError() {
    try {
      return weakKey(load(KEY_STORE).truststore());
    } catch (KafkaException | GeneralSecurityException e) {
      return Optional.of(reason(e));
    }
  }

  /** Java refuses such a key in a chain, but not in a certificate that is itself trusted. */
  private static Optional<String> weakKey(@Nullable KeyStore trusted)
      throws GeneralSecurityException {
    if (trusted == null) {
      return Optional.empty();
    }
    for (var alias : Collections.list(trusted.aliases())) {
      if (trusted.getCertificate(alias) instanceof X509Certificate certificate
          && certificate.getPublicKey() instanceof RSAKey key
          && key.getModulus().bitLength() < LEAST_RSA_BITS) {
        return Optional.of(
            "a certificate that it trusts has an RSA key of %d bits, which can be broken; %d are the least"
                .formatted(key.getModulus().bitLength(), LEAST_RSA_BITS));
      }
    }
    return Optional.empty();
  }

  private DefaultSslEngineFactory load(List<String> without) {
    var some = new HashMap<String, @Nullable Object>(settings);
    some.keySet().removeAll(without);
    var factory = new DefaultSslEngineFactory();
    factory.configure(some);
    return factory;
  }

  private Optional<String> mismatch(KeyStore store) throws GeneralSecurityException {
    for (var alias : Collections.list(store.aliases())) {
      if (store.isKeyEntry(alias)) {
        return isPair(key(store, alias), store.getCertificate(alias).getPublicKey())
            ? Optional.empty()
            : Optional.of("the private key does not belong to the certificate");
      }
    }
    return Optional.of("it holds no private key");
  }

  // Kafka protects a PEM key with the key password. A store file may have one password for both.
  private @Nullable Key key(KeyStore store, String alias) throws GeneralSecurityException {
    var password = secret(SslConfigs.SSL_KEY_PASSWORD_CONFIG);
    if (password == null) {
      password = secret(SslConfigs.SSL_KEYSTORE_PASSWORD_CONFIG);
    }
    return store.getKey(alias, password);
  }

  private char @Nullable [] secret(String name) {
    return settings.get(name) instanceof Password password ? password.value().toCharArray() : null;
  }

  private static boolean isPair(@Nullable Key key, PublicKey certified)
      throws GeneralSecurityException {
    if (!(key instanceof PrivateKey own) || !own.getAlgorithm().equals(certified.getAlgorithm())) {
      return false;
    }
    var algorithm =
        switch (own.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          default -> own.getAlgorithm();
        };
    var signature = Signature.getInstance(algorithm);
    signature.initSign(own);
    signature.update(new byte[32]);
    var signed = signature.sign();
    signature.initVerify(certified);
    signature.update(new byte[32]);
    return signature.verify(signed);
  }

  private boolean isSet(String name) {
    var value = settings.get(name);
    var text = value instanceof Password password ? password.value() : value;
    return text != null && !text.toString().isBlank();
  }

  private String reason(Exception e) {
    var root = Causes.root(e);
    var causes = Causes.of(e).map(String::valueOf).toList().toString();
    var ofStore = STORE_PASSWORD.matcher(causes).find();
    if (ofStore || KEY_PASSWORD.matcher(causes).find()) {
      return ofStore || !isSet(SslConfigs.SSL_KEY_PASSWORD_CONFIG)
          ? "the password is wrong, or the file is damaged"
          : "the key password is wrong, or the key is damaged";
    }
    if (String.valueOf(root.getMessage()).contains("algid parse error")) {
      return "the key is in the older format PKCS#1, not PKCS#8. Convert it: openssl pkcs8 -topk8"
          + " -nocrypt -in old.key -out new.key";
    }
    return ForeignText.phrase(root.getClass().getSimpleName() + ": " + root.getMessage());
  }
}
