// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.http;

import static io.tributary.devo.HttpSinkFixture.P;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.devo.DevoSinkConnector;
import io.tributary.devo.DevoSinkTask;
import io.tributary.devo.HttpSinkFixture;
import io.tributary.devo.SimulatedContext;
import io.tributary.devo.config.DevoSinkConfig;
import io.tributary.testkit.devo.FakeDevoHttp;
import io.tributary.testkit.http.Fault;
import io.tributary.testkit.http.Spellings;
import io.tributary.testkit.http.TestCertificates;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.assertj.core.util.Throwables;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The token is part of every URL and appears nowhere else. */
@Timeout(120)
class HttpSecretTest {
  private static final String CANARY = "canary";
  private static final String PATH = "/stream/acme/token!" + FakeDevoHttp.TOKEN + "/kc1/my.app.a";

  @TempDir Path directory;
  private final StringBuilder told = new StringBuilder();

  static Stream<Fault> faults() {
    var echo = "no access to https://http-eu.devo.io" + PATH + " with " + FakeDevoHttp.TOKEN;
    return Stream.of(
        Fault.status(401, echo),
        Fault.status(403, "x".repeat(190) + echo),
        Fault.status(404, echo.replace("!", "%21")),
        Fault.status(400, echo),
        Fault.status(413, echo),
        Fault.status(429, echo),
        Fault.status(500, echo),
        Fault.status(503, Map.of("Retry-After", PATH, "Location", PATH), echo),
        Fault.status(200, Map.of("Content-Type", "text/html; from=\"" + PATH + "\""), echo),
        Fault.status(200, Map.of(), "<html>" + echo),
        Fault.status(206, echo),
        Fault.status(405, echo),
        Fault.status(302, Map.of("Location", "https://elsewhere.example" + PATH), echo),
        Fault.status(308, Map.of("Location", PATH), echo),
        Fault.status(407, Map.of("Proxy-Authenticate", "Basic realm=\"" + PATH + "\""), echo),
        Fault.resetBefore(),
        Fault.resetWithin(),
        Fault.resetAfter(),
        Fault.cutBody(),
        Fault.hang());
  }

  @ParameterizedTest
  @MethodSource("faults")
  void isNotToldWhateverDevoAnswers(Fault fault) throws Exception {
    var certificates = TestCertificates.create(directory);
    try (var devo = FakeDevoHttp.start(certificates)) {
      devo.faults().always(fault);
      run(
          HttpSinkFixture.settings(
              devo.url().toString(), certificates, "confirm.timeout.ms", "300"));

      assertThat(devo.requests()).isNotEmpty();
      assertThat(devo.requests().get(0).target()).contains(CANARY);
    }
    assertThat(told.toString()).contains("SinkError 6").doesNotContain(CANARY);
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 302, 400, 401, 404, 503})
  void isNotToldHoweverDevoSpellsIt(int status) throws Exception {
    var secret = "canary+K/9=<&4711";
    var certificates = TestCertificates.create(directory);
    try (var devo = FakeDevoHttp.start(certificates)) {
      var settings = HttpSinkFixture.settings(devo.url().toString(), certificates, "token", secret);
      for (var spelling : Spellings.of(secret)) {
        var headers = Map.of("Content-Type", "text/html; x=" + spelling, "Location", spelling);
        devo.faults().always(Fault.status(status, headers, "you sent " + spelling));
        request(new DevoSinkConfig(settings));
        for (var value : new DevoSinkConnector().validate(settings).configValues()) {
          told.append(value);
        }
        assertThat(told.toString()).contains("SinkError 6").doesNotContain(spelling, CANARY);
      }
    }
  }

  @Test
  void isNotToldWhenTheHostIsUnknownOrWrongOrNotOurs() throws Exception {
    var certificates = TestCertificates.create(directory);
    var stranger = TestCertificates.create(directory.resolve("stranger"));
    run(HttpSinkFixture.settings("https://nowhere.invalid", certificates));
    run(HttpSinkFixture.settings("https://127.0.0.1:1", certificates));
    try (var devo = FakeDevoHttp.start(stranger)) {
      run(HttpSinkFixture.settings(devo.url().toString(), certificates));
    }

    assertThat(told.toString())
        .contains(
            "SinkError 600: Devo has not confirmed the messages sent over https://nowhere.invalid")
        .contains("SinkError 601")
        .doesNotContain(CANARY);
  }

  @Test
  void isNotRepeatedByChecksOfTheSettings() {
    var settings =
        Map.of(
            "endpoint",
            "https://http-eu.devo.io" + PATH,
            "token",
            "a b" + CANARY,
            "domain",
            "x",
            "priority",
            "wrong");

    for (var value : new DevoSinkConnector().validate(settings).configValues()) {
      assertThat(value.errorMessages().toString()).doesNotContain(CANARY);
      told.append(value.errorMessages());
    }
    assertThat(told.toString())
        .contains("Setting endpoint is not valid", "Setting token is not valid");
  }

  /** Makes a request and a task fail and collects everything they report. */
  private void run(Map<String, String> settings) throws Exception {
    request(new DevoSinkConfig(settings));
    var log = Path.of("target/test.log");
    var from = Files.exists(log) ? Files.size(log) : 0;
    var jul = listenToHttpClient();
    var out = System.err;
    var console = new ByteArrayOutputStream();
    System.setErr(new PrintStream(console, true, StandardCharsets.UTF_8));
    var context = new SimulatedContext(() -> java.util.Set.of(P), paused -> {}, resumed -> {});
    var task = new DevoSinkTask();
    try {
      task.initialize(context);
      task.start(settings);
      task.put(List.of(HttpSinkFixture.record(P, 5, "a"), HttpSinkFixture.record(P, 6, "b")));
      fail(task);
      Thread.getAllStackTraces().keySet().forEach(thread -> told.append(thread.getName()));
    } finally {
      task.stop();
      System.setErr(out);
    }
    told.append(new DevoSinkConfig(settings).values()).append(console).append(jul);
    var bytes = Files.readAllBytes(log);
    told.append(new String(bytes, (int) from, bytes.length - (int) from, StandardCharsets.UTF_8));
  }

  private void request(DevoSinkConfig config) {
    var batch = new HttpBatch(new HttpBatch.Destination("my.app.a", "kc1"), 0, 0);
    batch.add(HttpDriver.item(P, 5, "my.app.a", "a"), new byte[] {'a'});
    try (var http = new OkHttpSender(config)) {
      http.post(batch);
      var result = http.poll(Duration.ofSeconds(20));
      told.append(result.answer())
          .append(Throwables.getStackTrace(result.toException(config.endpoint())));
    }
  }

  private void fail(DevoSinkTask task) {
    try {
      Awaitility.await()
          .atMost(Duration.ofMillis(700))
          .until(
              () -> {
                task.preCommit(HttpSinkFixture.offsets(7, 0));
                task.put(List.of());
                return false;
              });
    } catch (ConditionTimeoutException stillRunning) {
      // A temporary fault is only logged.
    } catch (Exception e) {
      told.append(e).append(Throwables.getStackTrace(e));
    }
  }

  private static List<String> listenToHttpClient() {
    var said = new ArrayList<String>();
    var logger = Logger.getLogger("okhttp3");
    logger.setLevel(Level.ALL);
    logger.addHandler(
        new Handler() {
          @Override
          public synchronized void publish(LogRecord record) {
            said.add(
                record.getMessage()
                    + List.of(
                        record.getParameters() == null ? new Object[0] : record.getParameters()));
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        });
    return said;
  }
}
