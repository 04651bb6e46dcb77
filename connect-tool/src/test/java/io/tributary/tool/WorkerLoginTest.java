// SPDX-License-Identifier: Apache-2.0
package io.tributary.tool;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.BasicAuthenticator;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.tributary.testkit.http.TestCertificates;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The login of a worker that is protected as docs/deploy.md says, with TLS of a private CA. */
class WorkerLoginTest {
  private static final String USER = "ops";
  private static final String PASSWORD = "pä$$ w0rd-1234";

  @TempDir private Path directory;
  private TestCertificates certificates;
  private HttpsServer worker;
  private String url;
  private Path authority;

  @BeforeEach
  void start() throws IOException {
    certificates = TestCertificates.create(Files.createDirectories(directory.resolve("ca")));
    authority = Files.writeString(directory.resolve("ca.pem"), certificates.authorityPem());
    worker = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    worker.setHttpsConfigurator(new HttpsConfigurator(certificates.serverContext()));
    var context = worker.createContext("/", WorkerLoginTest::answer);
    context.setAuthenticator(
        new BasicAuthenticator("connect", StandardCharsets.UTF_8) {
          @Override
          public boolean checkCredentials(String user, String password) {
            return user.equals(USER) && password.equals(PASSWORD);
          }
        });
    worker.start();
    url = "https://localhost:" + worker.getAddress().getPort();
  }

  @AfterEach
  void stop() {
    worker.stop(0);
  }

  @Test
  void logsInWithAFile() throws IOException {
    var run = show("--login", login(PASSWORD), "--ca", authority);

    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.out()).contains("a (source, RUNNING)");
  }

  @Test
  void logsInWithTheEnvironment() throws Exception {
    var command =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "-Dsun.jnu.encoding=UTF-8",
                "-Dfile.encoding=UTF-8",
                Tool.class.getName(),
                "offsets",
                "show",
                "a",
                "--url",
                url,
                "--ca",
                authority.toString())
            .redirectErrorStream(true);
    command.environment().put("LC_ALL", "C.UTF-8");
    command.environment().put("CONNECT_REST_USER", USER);
    command.environment().put("CONNECT_REST_PASSWORD", PASSWORD);

    var process = command.start();
    var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).as(output).isZero();
    assertThat(output).contains("a (source, RUNNING)").doesNotContain(PASSWORD);
  }

  @Test
  void aRefusedLoginSaysHowToLogInAndShowsNoPassword() throws IOException {
    var without = show("--ca", authority);
    var wrong = show("--login", login("wrong-word"), "--ca", authority);

    assertThat(without.status()).isEqualTo(1);
    assertThat(without.err()).contains("401", "CONNECT_REST_USER", "--login FILE");
    assertThat(wrong.err()).contains("401").doesNotContain("wrong-word");
  }

  @Test
  void trustsOnlyTheNamedAuthority() throws IOException {
    var other = TestCertificates.create(Files.createDirectories(directory.resolve("other")));
    var file = Files.writeString(directory.resolve("other.pem"), other.authorityPem());

    assertThat(show("--login", login(PASSWORD)).err()).contains("No worker answers", "SSL");
    assertThat(show("--login", login(PASSWORD), "--ca", file).err()).contains("SSL");
    assertThat(show("--ca", Files.writeString(directory.resolve("x"), "no PEM")).err())
        .contains("not certificates in PEM");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://ops:s3cret@localhost:8083",
        "ops:s3cret@localhost:8083",
        "https://ops:s3cret w0rd@localhost:8083",
        "https://ops:s3cret%zz@localhost:8083",
        "http://localhost:8083/?s3cret=^"
      })
  void neverPrintsThePasswordOfAUrl(String address) {
    var runs =
        List.of(
            CommandRun.of("offsets", "show", "--url", address),
            CommandRun.of("offsets", "export", "a", "--url", address),
            CommandRun.of("offsets", "rewind", "a", "--to", "2026-01-01", "--url", address),
            CommandRun.of(
                "migrate",
                new MigrateFixture(directory).sample("config.yaml"),
                "--json",
                "--url",
                address));

    assertThat(runs)
        .allSatisfy(
            run -> {
              assertThat(run.status()).isEqualTo(1);
              assertThat(run.out() + run.err()).contains("--url").doesNotContain("s3cret");
            });
  }

  @Test
  void refusesHalfALogin() throws IOException {
    var file = Files.writeString(directory.resolve("half"), "CONNECT_REST_USER=ops");

    assertThat(show("--login", file).err()).contains("requires both");
    assertThat(show("--login", directory.resolve("none")).err()).contains("There is no file");
  }

  @Test
  void sendsNoPasswordToAnotherServer() throws IOException {
    var asked = new ArrayList<String>();
    var thief = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    thief.createContext(
        "/",
        exchange -> {
          asked.add(exchange.getRequestURI().toString());
          answer(exchange);
        });
    var target = "http://localhost:" + thief.getAddress().getPort();
    thief.start();
    worker.removeContext("/");
    worker.createContext(
        "/",
        exchange -> {
          exchange.getResponseHeaders().add("Location", target + exchange.getRequestURI());
          exchange.sendResponseHeaders(307, -1);
          exchange.close();
        });

    var run = show("--login", login(PASSWORD), "--ca", authority);
    thief.stop(0);

    assertThat(run.err()).contains("The worker answers 307");
    assertThat(asked).isEmpty();
  }

  private CommandRun show(Object... options) {
    var all = new ArrayList<Object>(List.of("offsets", "show", "a", "--url", url));
    all.addAll(List.of(options));
    return CommandRun.of(all.toArray());
  }

  private Path login(String password) throws IOException {
    return Files.writeString(
        directory.resolve("login.properties"),
        "CONNECT_REST_USER=" + USER + "\nCONNECT_REST_PASSWORD=" + password + "\n");
  }

  private static void answer(HttpExchange exchange) throws IOException {
    var path = exchange.getRequestURI().getPath();
    var body =
        path.endsWith("/status")
            ? "{\"name\":\"a\",\"type\":\"source\",\"connector\":{\"state\":\"RUNNING\"},\"tasks\":[]}"
            : "{\"offsets\":[]}";
    var bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}
