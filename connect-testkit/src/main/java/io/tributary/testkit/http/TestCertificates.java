// SPDX-License-Identifier: Apache-2.0
package io.tributary.testkit.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import okhttp3.tls.Certificates;
import okhttp3.tls.HeldCertificate;

/**
 * A certificate authority made for one test run, with what it signs, as objects, PEM files and
 * PKCS#12 key stores. All key stores and their keys have the password {@link #PASSWORD}.
 */
public final class TestCertificates {
  /** Password of every key store. */
  public static final String PASSWORD = "changeit";

  /**
   * A certificate with its key. Paths lie in the directory given to {@link #create}.
   *
   * @param chainFile the certificate, then that of the authority, PEM
   * @param keyFile the private key, PKCS#8 in PEM, not encrypted
   * @param keyStore key and chain, PKCS#12
   */
  public record Identity(
      HeldCertificate held, X509Certificate issuer, Path chainFile, Path keyFile, Path keyStore) {
    /** The certificate, then that of the authority, PEM in one string. */
    public String chainPem() {
      var text = new StringBuilder();
      for (X509Certificate one : chain()) {
        text.append(Certificates.certificatePem(one));
      }
      return text.toString();
    }

    /** The private key, PKCS#8 in PEM. */
    public String keyPem() {
      return held.privateKeyPkcs8Pem();
    }

    private X509Certificate[] chain() {
      return held.certificate().equals(issuer)
          ? new X509Certificate[] {issuer}
          : new X509Certificate[] {held.certificate(), issuer};
    }
  }

  private final Path directory;
  private final HeldCertificate authority;
  private final Identity server;
  private final Identity client;
  private final Identity expired;
  private final Identity untrusted;

  private TestCertificates(Path directory) {
    this.directory = directory;
    this.authority =
        new HeldCertificate.Builder().commonName("Test CA").certificateAuthority(0).build();
    this.server = identity("server", local("localhost").signedBy(authority).build(), authority);
    this.client = identity("client", named("client").signedBy(authority).build(), authority);
    HeldCertificate old =
        local("expired")
            .signedBy(authority)
            .validityInterval(1_500_000_000_000L, 1_600_000_000_000L)
            .build();
    this.expired = identity("expired", old, authority);
    HeldCertificate stranger = local("stranger").build();
    this.untrusted = identity("untrusted", stranger, stranger);
    write("ca.pem", authority.certificatePem());
    writeTrustStore();
  }

  /** Makes all certificates and writes them into the directory. */
  public static TestCertificates create(Path directory) {
    return new TestCertificates(directory);
  }

  /** For localhost and 127.0.0.1. */
  public Identity server() {
    return server;
  }

  public Identity client() {
    return client;
  }

  /** Of the authority, for clients and for localhost and 127.0.0.1, that ended in 2020. */
  public Identity expired() {
    return expired;
  }

  /** A self-signed certificate for localhost and 127.0.0.1, unknown to the authority. */
  public Identity untrusted() {
    return untrusted;
  }

  /** The authority's certificate in PEM. */
  public Path authorityFile() {
    return directory.resolve("ca.pem");
  }

  /** The authority's certificate in PEM. */
  public String authorityPem() {
    return authority.certificatePem();
  }

  /** The authority's certificate, PKCS#12. */
  public Path trustStore() {
    return directory.resolve("truststore.p12");
  }

  /** For a server: shows its certificate, trusts clients of the authority. */
  public SSLContext serverContext() {
    return context(server);
  }

  /** Shows the identity's certificate and trusts the authority. */
  public SSLContext context(Identity identity) {
    try {
      var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(keyStore(identity), PASSWORD.toCharArray());
      var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(trustedAuthority());
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private Identity identity(String name, HeldCertificate held, HeldCertificate issuer) {
    var identity =
        new Identity(
            held,
            issuer.certificate(),
            directory.resolve(name + ".pem"),
            directory.resolve(name + ".key"),
            directory.resolve(name + ".p12"));
    write(name + ".pem", identity.chainPem());
    write(name + ".key", identity.keyPem());
    try {
      store(keyStore(identity), identity.keyStore());
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
    return identity;
  }

  private static KeyStore keyStore(Identity identity) throws GeneralSecurityException, IOException {
    KeyStore store = empty();
    var key = identity.held().keyPair().getPrivate();
    store.setKeyEntry("key", key, PASSWORD.toCharArray(), identity.chain());
    return store;
  }

  private KeyStore trustedAuthority() throws GeneralSecurityException, IOException {
    KeyStore store = empty();
    store.setCertificateEntry("ca", authority.certificate());
    return store;
  }

  private void writeTrustStore() {
    try {
      store(trustedAuthority(), trustStore());
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static KeyStore empty() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }

  private static void store(KeyStore store, Path file)
      throws GeneralSecurityException, IOException {
    try (var out = Files.newOutputStream(file)) {
      store.store(out, PASSWORD.toCharArray());
    }
  }

  private void write(String name, String text) {
    try {
      Files.createDirectories(directory);
      Files.writeString(directory.resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static HeldCertificate.Builder named(String name) {
    return new HeldCertificate.Builder().commonName(name).rsa2048();
  }

  private static HeldCertificate.Builder local(String name) {
    return named(name)
        .addSubjectAlternativeName("localhost")
        .addSubjectAlternativeName("127.0.0.1");
  }
}
