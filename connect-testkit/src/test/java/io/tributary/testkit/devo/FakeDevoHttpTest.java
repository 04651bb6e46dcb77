// SPDX-License-Identifier: Apache-2.0
package io.tributary.testkit.devo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.testkit.devo.FakeDevoHttp.Event;
import io.tributary.testkit.http.Fault;
import io.tributary.testkit.http.TestCertificates;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FakeDevoHttpTest {
  private static final String PATH =
      "/stream/acme/token!" + FakeDevoHttp.TOKEN + "/kc%2F1/my.app.a";

  @TempDir Path directory;
  private FakeDevoHttp devo;
  private HttpClient client;

  @BeforeEach
  void start() {
    var certificates = TestCertificates.create(directory);
    devo = FakeDevoHttp.start(certificates);
    client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .sslContext(certificates.context(certificates.client()))
            .build();
  }

  @AfterEach
  void stop() {
    devo.close();
  }

  @Test
  void takesLinesPlainAndCompressed() throws Exception {
    assertThat(post(PATH, "a\nZoë\n".getBytes(UTF_8), "identity").statusCode()).isEqualTo(200);
    assertThat(post(PATH, gzip("c\n"), "gzip").statusCode()).isEqualTo(200);

    assertThat(devo.events())
        .containsExactly(
            new Event("my.app.a", "kc/1", "a"),
            new Event("my.app.a", "kc/1", "Zoë"),
            new Event("my.app.a", "kc/1", "c"));
  }

  @Test
  void refusesAWrongTokenAndWhatBreaksTheLayout() throws Exception {
    var wrong = PATH.replace("canary", "x");

    assertThat(post(wrong, "a\n".getBytes(UTF_8), "identity").statusCode()).isEqualTo(403);
    assertThat(post(PATH, "a".getBytes(UTF_8), "identity").statusCode()).isEqualTo(400);
    assertThat(post("/event/a", "a\n".getBytes(UTF_8), "identity").statusCode()).isEqualTo(400);

    assertThat(devo.events()).isEmpty();
    assertThat(devo.malformed()).hasSize(2);
  }

  @Test
  void hasALimitOfSizeAndDislikesSomeEvents() throws Exception {
    devo.limit(10);
    devo.refuse(event -> event.equals("bad"));

    assertThat(post(PATH, "0123456789\n".getBytes(UTF_8), "identity").statusCode()).isEqualTo(413);
    assertThat(post(PATH, "a\nbad\n".getBytes(UTF_8), "identity").statusCode()).isEqualTo(400);
    assertThat(devo.events()).isEmpty();
  }

  @Test
  void canTakeARequestAndResetTheConnectionInsteadOfAnswering() {
    devo.faults().always(Fault.resetAfter());

    assertThatThrownBy(() -> post(PATH, "a\n".getBytes(UTF_8), "identity"))
        .isInstanceOf(IOException.class);

    assertThat(devo.bodies()).contains("a");
  }

  private HttpResponse<String> post(String path, byte[] body, String encoding) throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create(devo.url() + path))
            .timeout(Duration.ofSeconds(10))
            .header("Content-Encoding", encoding)
            .POST(BodyPublishers.ofByteArray(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static byte[] gzip(String text) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(UTF_8));
    }
    return bytes.toByteArray();
  }
}
