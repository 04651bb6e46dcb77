// SPDX-License-Identifier: Apache-2.0
package io.tributary.tool;

import static io.tributary.testkit.vendor.VendorBehavior.LOGS_IN;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.testkit.http.EchoServer;
import io.tributary.testkit.http.Spellings;
import io.tributary.testkit.http.TestCertificates;
import io.tributary.testkit.vendor.Vendors;
import io.tributary.tool.io.JsonIo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** R7: no command prints or logs a secret that a server sends back, however it is spelled. */
@Timeout(120)
class ToolCanaryTest {
  private static final String SECRET = "canary+K/9=<&4711";
  private static final Path LOG = Path.of("target/test.log");

  /** What the servers answer, with the secret wherever there is a {@code %s}. */
  static final List<String> ANSWERS = EchoServer.ANSWERS;

  @TempDir private Path directory;
  private long logged;

  @BeforeEach
  void mark() throws IOException {
    logged = Files.exists(LOG) ? Files.size(LOG) : 0;
  }

  @AfterEach
  void nothingIsLogged() throws IOException {
    var bytes = Files.readAllBytes(LOG);
    var log = new String(bytes, (int) logged, bytes.length - (int) logged, UTF_8);
    for (var spelling : Spellings.of(SECRET)) {
      assertThat(log).doesNotContain(spelling);
    }
  }

  @ParameterizedTest
  @FieldSource("ANSWERS")
  void aWorkerThatRepeatsTheLogin(String answer) throws IOException {
    var login =
        Files.writeString(
            directory.resolve("login"),
            "CONNECT_REST_USER=ops\nCONNECT_REST_PASSWORD=" + SECRET + "\n");
    for (var spelling : login()) {
      try (var worker = new EchoServer(null)) {
        worker.answer(answer, spelling);
        for (var command :
            List.of(
                List.of("show", "--json"),
                List.of("show", "a"),
                List.of("export", "a"),
                List.of("rewind", "a", "--to", "2026-01-01T00:00:00Z", "--yes"))) {
          assertHidden(offsets(command, "--url", worker.url(), "--login", login), spelling);
        }
      }
    }
  }

  @Test
  void anExportIsEitherExactOrRefused() throws IOException {
    var login =
        Files.writeString(
            directory.resolve("login"),
            "CONNECT_REST_USER=ops\nCONNECT_REST_PASSWORD=" + SECRET + "\n");
    var file = directory.resolve("offsets.json");
    try (var worker = new EchoServer(null)) {
      worker.answer(
          "HTTP/1.1 200 OK\r\n\r\n{\"offsets\":[{\"partition\":{\"p\":\"%s\"}}]}", SECRET);

      var printed = offsets(List.of("export", "a"), "--url", worker.url(), "--login", login);
      var written =
          offsets(List.of("export", "a"), "--out", file, "--url", worker.url(), "--login", login);

      assertThat(printed.status()).isEqualTo(1);
      assertThat(printed.err()).contains("Use --out FILE").doesNotContain("canary");
      assertThat(written.status()).as(written.err()).isZero();
      assertThat(Files.readString(file)).contains(SECRET);
    }
  }

  @ParameterizedTest
  @FieldSource("ANSWERS")
  void aVendorThatRepeatsTheToken(String answer) throws IOException {
    var config = source();
    for (var spelling : Spellings.of(SECRET)) {
      try (var vendor = new EchoServer(null)) {
        vendor.answer(answer, spelling);
        config.put("base.url", vendor.url().toString());
        config.put("connection.check.enabled", "true");

        assertHidden(CommandRun.of("check", file("a.json", config)), spelling);

        config.put("connection.check.enabled", "false");
        assertHidden(CommandRun.of("check", file("a.json", config), "--json"), spelling);
      }
    }
  }

  @Test
  void overridesOfKafkasClientsAreNotRepeated() throws IOException {
    var config = source();
    config.put("base.url", "https://127.0.0.1:1");
    config.put("producer.override.sasl.jaas.config", "x required password=\"" + SECRET + "\";");
    config.put("producer.override.acks", "1");

    var run = CommandRun.of("check", file("a.json", config));

    assertThat(run.out()).contains("producer.override.acks: SetupError 705");
    assertHidden(run, SECRET);
  }

  private static Map<String, String> source() {
    var fixture = Vendors.without(LOGS_IN);
    try (var vendor = fixture.start()) {
      var login = vendor.logins().get(0);
      var config = new HashMap<>(login.settings());
      login.secrets().forEach(secret -> config.put(secret, SECRET));
      config.put("connector.class", fixture.connectorClass());
      return config;
    }
  }

  /** The tests of the sink have all answers in all spellings. */
  @Test
  void anIntakeThatRepeatsTheToken() throws IOException {
    var certificates = TestCertificates.create(directory);
    var config = new HashMap<String, String>();
    config.put("connector.class", "io.tributary.devo.DevoSinkConnector");
    config.put("topics", "a");
    config.put("domain", "acme");
    config.put("token", SECRET);
    config.put("ssl.truststore.type", "PEM");
    config.put("ssl.truststore.certificates", certificates.authorityPem());
    var spellings = Spellings.of(SECRET);
    for (var i = 0; i < ANSWERS.size(); i++) {
      try (var devo = new EchoServer(certificates.serverContext())) {
        var spelling = spellings.get(i % spellings.size());
        devo.answer(ANSWERS.get(i), spelling);
        config.put("endpoint", devo.url().toString());

        assertHidden(CommandRun.of("check", file("sink.json", config)), spelling);
      }
    }
  }

  @ParameterizedTest
  @FieldSource("ANSWERS")
  void aProxyThatRepeatsItsLogin(String answer) throws IOException {
    var config = new HashMap<String, String>();
    config.put("connector.class", Vendors.without(LOGS_IN).connectorClass());
    config.put("proxy.username", "ops");
    config.put("proxy.password", SECRET);
    for (var spelling : login()) {
      try (var proxy = new EchoServer(null)) {
        proxy.answer(answer, spelling);
        config.put("proxy.url", proxy.url().toString());

        var run = CommandRun.of("trust", "https://a.example", "--proxy-of", file("p.json", config));

        assertThat(run.err()).contains("a.example:443 shows no certificate: ");
        assertHidden(run, spelling);
      }
    }
  }

  /** The password, and user and password as a header has them. */
  private static List<String> login() {
    var spellings = new ArrayList<>(Spellings.of(SECRET));
    spellings.add(Base64.getEncoder().encodeToString(("ops:" + SECRET).getBytes(UTF_8)));
    return spellings;
  }

  private static void assertHidden(CommandRun run, String spelling) {
    assertThat(run.out() + run.err()).doesNotContain(spelling, "canary");
  }

  private static CommandRun offsets(List<String> command, Object... more) {
    var all = new ArrayList<Object>(List.of("offsets"));
    all.addAll(command);
    all.addAll(List.of(more));
    return CommandRun.of(all.toArray());
  }

  private Path file(String name, Map<String, String> config) throws IOException {
    return Files.writeString(directory.resolve(name), JsonIo.text(config));
  }
}
