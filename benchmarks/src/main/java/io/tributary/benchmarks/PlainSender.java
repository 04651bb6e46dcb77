// SPDX-License-Identifier: Apache-2.0
package io.tributary.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tributary.benchmarks.process.Options;
import io.tributary.testkit.http.TestCertificates;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;

/** The floor of a sink: makes bytes of each String and writes them, with no thought of trouble. */
abstract class PlainSender implements AutoCloseable {
  abstract void send(List<String> values) throws IOException;

  abstract void finish() throws IOException;

  @Override
  public void close() throws IOException {}

  /** One that speaks what the other side does. */
  static PlainSender of(Options options) throws IOException, GeneralSecurityException {
    var directory = Path.of(options.text("directory"));
    return options.text("kind").equals("https")
        ? new Posts(options, directory)
        : new Writes(options.number("port", 0), directory);
  }

  /** Lines over TLS, and a half-close at the end. */
  private static final class Writes extends PlainSender {
    private final SSLSocket socket;
    private final OutputStream out;

    Writes(int port, Path directory) throws IOException, GeneralSecurityException {
      var sockets = context(directory).getSocketFactory();
      socket = (SSLSocket) sockets.createSocket("localhost", port);
      out = new BufferedOutputStream(socket.getOutputStream(), 16 * 1024);
    }

    @Override
    void send(List<String> values) throws IOException {
      for (var value : values) {
        var line = "<14>2024-01-01T00:00:00.000Z bench " + Records.TOPIC + ": " + value + "\n";
        out.write(line.getBytes(UTF_8));
      }
    }

    @Override
    void finish() throws IOException {
      out.flush();
      socket.shutdownOutput();
      var end = socket.getInputStream().read();
      if (end >= 0) {
        throw new IOException("The other side has answered");
      }
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  /** Bodies of 1 MiB, or of one call with {@code mode=single}, one after another. */
  private static final class Posts extends PlainSender {
    private static final int FULL = 1 << 20;
    private static final MediaType TEXT = MediaType.get("text/plain; charset=utf-8");

    private final OkHttpClient http;
    private final String url;
    private final boolean gzip;
    private final boolean single;
    private ByteArrayOutputStream body = new ByteArrayOutputStream(FULL);

    Posts(Options options, Path directory) throws IOException, GeneralSecurityException {
      var context = context(directory);
      http =
          new OkHttpClient.Builder()
              .sslSocketFactory(context.getSocketFactory(), trust(directory))
              .protocols(List.of(okhttp3.Protocol.HTTP_1_1))
              .build();
      url =
          "https://localhost:" + options.number("port", 0) + "/stream/bench/token!bench/bench/a.b";
      gzip = options.below("set.").containsValue("gzip");
      single = options.text("mode").equals("single");
    }

    @Override
    void send(List<String> values) throws IOException {
      for (var value : values) {
        body.write((value + "\n").getBytes(UTF_8));
        if (body.size() + value.length() >= FULL) {
          finish();
        }
      }
      if (single) {
        finish();
      }
    }

    @Override
    void finish() throws IOException {
      if (body.size() > 0) {
        var request = new Request.Builder().url(url);
        var bytes = body.toByteArray();
        body = new ByteArrayOutputStream(FULL);
        if (gzip) {
          request.header("Content-Encoding", "gzip");
          bytes = packed(bytes);
        }
        request.post(RequestBody.create(bytes, TEXT));
        try (var response = http.newCall(request.build()).execute()) {
          if (!response.isSuccessful()) {
            throw new IOException(response.toString());
          }
        }
      }
    }

    private static byte[] packed(byte[] bytes) throws IOException {
      var packed = new ByteArrayOutputStream(bytes.length / 4);
      try (var out = new GZIPOutputStream(packed, 1 << 13)) {
        out.write(bytes);
      }
      return packed.toByteArray();
    }
  }

  private static SSLContext context(Path directory) throws IOException, GeneralSecurityException {
    var password = TestCertificates.PASSWORD.toCharArray();
    var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(KeyStore.getInstance(directory.resolve("client.p12").toFile(), password), password);
    var context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), new X509TrustManager[] {trust(directory)}, null);
    return context;
  }

  private static X509TrustManager trust(Path directory)
      throws IOException, GeneralSecurityException {
    var password = TestCertificates.PASSWORD.toCharArray();
    var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(KeyStore.getInstance(directory.resolve("truststore.p12").toFile(), password));
    return (X509TrustManager) trust.getTrustManagers()[0];
  }
}
