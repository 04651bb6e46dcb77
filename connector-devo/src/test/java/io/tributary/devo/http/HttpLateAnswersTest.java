// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.devo.HttpIntakeFixture;
import io.tributary.devo.HttpSinkFixture;
import io.tributary.devo.config.DevoSinkConfig;
import io.tributary.testkit.http.Fault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import okhttp3.Request;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An intake that answers later than confirm.timeout.ms allows. */
@Timeout(60)
class HttpLateAnswersTest extends HttpIntakeFixture {
  @Test
  void storesNoEventMoreThanTwice() {
    devo.faults().always(Fault.slow(Duration.ofMillis(600)));
    try (var http = driver("confirm.timeout.ms", "400", "batch.max.bytes", "1024")) {
      http.send("my.app.a", HttpDriver.bodies("x".repeat(300), 30)).settle();

      assertThat(http.taken()).hasSize(30);
      assertThat(http.refused()).isEmpty();
    }
    assertThat(times(devo.bodies()))
        .hasSize(30)
        .allSatisfy((body, times) -> assertThat(times).isLessThanOrEqualTo(2));
  }

  @Test
  void remembersHowLongAnswersTake() {
    devo.faults().always(Fault.slow(Duration.ofMillis(300)));
    try (var http = driver("confirm.timeout.ms", "100")) {
      http.send("my.app.a", "first").settle();
      assertThat(times(devo.bodies()))
          .hasEntrySatisfying("first", times -> assertThat(times).isBetween(2L, 3L));

      http.send("my.app.a", "second").settle();
      assertThat(times(devo.bodies())).containsEntry("second", 1L);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {100, 120_000})
  void waitsSixteenTimesAsLongButNeverMoreThanTenMinutes(int setting) {
    devo.faults().always(Fault.status(200));
    var client = client(Map.of("confirm.timeout.ms", "" + setting));
    for (int failure = 0; failure < 9; failure++) {
      runLate(client);
    }
    assertThat(client.timeout().toMillis()).isEqualTo(Math.min(16L * setting, 600_000));
  }

  @Test
  void whatRunsLateTogetherCountsOnce() {
    var client = client(Map.of("confirm.timeout.ms", "100"));
    var together = List.of(begun(client), begun(client), begun(client));

    together.forEach(attempt -> client.failed(attempt, new SocketTimeoutException()));

    assertThat(client.timeout()).isEqualTo(Duration.ofMillis(200));
  }

  @Test
  void aHandshakeThatRunsLateCountsAndAConnectionDoesNot() throws Exception {
    try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var settings =
          HttpSinkFixture.settings(
              "https://127.0.0.1:" + silent.getLocalPort(),
              certificates,
              "confirm.timeout.ms",
              "100");
      var client = new IntakeClient(new DevoSinkConfig(settings));
      var attempt =
          client.attempt(
              new Request.Builder().url("https://127.0.0.1:" + silent.getLocalPort()).build());
      try {
        attempt.call().execute().close();
      } catch (IOException e) {
        client.failed(attempt, e);
      }
      assertThat(attempt.begun()).isFalse();
      assertThat(client.timeout()).isEqualTo(Duration.ofMillis(200));

      client.failed(
          client.attempt(attempt.call().request()),
          new SocketTimeoutException("connect timed out"));
      assertThat(client.timeout()).isEqualTo(Duration.ofMillis(200));
    }
  }

  @Test
  void anotherFailureChangesNothing() {
    var client = client(Map.of("confirm.timeout.ms", "100"));

    client.failed(begun(client), new IOException("reset"));

    assertThat(client.timeout()).isEqualTo(Duration.ofMillis(100));
  }

  private void runLate(IntakeClient client) {
    client.failed(begun(client), new SocketTimeoutException());
  }

  private IntakeClient.Attempt begun(IntakeClient client) {
    var attempt = client.attempt(new Request.Builder().url(devo.url().toString()).build());
    try {
      attempt.call().execute().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return attempt;
  }

  private IntakeClient client(Map<String, String> more) {
    var settings = HttpSinkFixture.settings(devo.url().toString(), certificates);
    settings.putAll(more);
    return new IntakeClient(new DevoSinkConfig(settings));
  }

  private static Map<String, Long> times(List<String> bodies) {
    return bodies.stream()
        .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
  }

  private HttpDriver driver(String... more) {
    return new HttpDriver(devo, certificates, more);
  }
}
