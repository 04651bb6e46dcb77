// SPDX-License-Identifier: Apache-2.0
package io.tributary.common.http;

import static io.tributary.common.http.TestApi.TOKEN;
import static io.tributary.common.http.TestApi.failure;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.error.ApiError;
import io.tributary.common.error.Recoverability;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.apache.kafka.common.config.types.Password;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApiClientFailuresTest {
  @RegisterExtension private final TestApi api = new TestApi();

  @ParameterizedTest
  @CsvSource({
    "400,UNEXPECTED_STATUS,STOP",
    "401,UNAUTHORIZED,STOP",
    "403,FORBIDDEN,STOP",
    "404,NOT_FOUND,STOP",
    "405,UNEXPECTED_STATUS,STOP",
    "413,REFUSED,STOP",
    "422,REFUSED,STOP",
    "425,TOO_MANY_REQUESTS,RETRY",
    "429,TOO_MANY_REQUESTS,RETRY",
    "490,BLOCKED,UNCLEAR",
    "500,SERVER_ERROR,RETRY",
    "502,SERVER_ERROR,RETRY",
    "503,SERVER_ERROR,RETRY",
    "504,SERVER_ERROR,RETRY",
    "509,SERVER_ERROR,RETRY",
  })
  void classifiesEachStatus(int status, ApiError error, Recoverability recoverability) {
    api.answer(status, "{\"error\":{\"code\":\"X\",\"message\":\"what it says\"}}");

    var failure = failure(api.client());

    assertThat(failure.error()).isEqualTo(error);
    assertThat(failure.recoverability()).isEqualTo(recoverability);
    assertThat(failure)
        .hasMessageStartingWith("ApiError " + error.id() + ": ")
        .hasMessageContaining("GET " + api.url("/events"))
        .hasMessageContaining(status + " ")
        .hasMessageContaining("what it says");
    assertThat(api.server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void aRequestTimeoutOfTheServerIsTriedAgainLater() {
    api.answer(408, "").answer(408, "").answer(408, "");

    assertThat(failure(api.client()).recoverability()).isEqualTo(Recoverability.RETRY);
  }

  @Test
  void aForbiddenAnswerSaysWhatToDo() {
    api.answer(403, "no role");

    assertThat(failure(api.client()))
        .hasMessage(
            "ApiError 403: Forbidden API response from GET %s: 403 no role. Ensure the user or"
                + " token has the permission to read it, then restart a failed task.",
            api.url("/events"));
  }

  @Test
  void aPortThatDoesNotSpeakTlsIsNamed() throws Exception {
    try (var plain = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var answering = new Thread(() -> answerPlainly(plain));
      answering.start();
      var address = URI.create("https://127.0.0.1:" + plain.getLocalPort());
      var auth = Auth.header("Authorization", "Bearer", new Password(TOKEN));

      assertThat(failure(api.client(address, auth, TestApi.plainTls())))
          .hasMessageStartingWith("ApiError 497: Connection Error. ")
          .hasMessageContaining("the port does not speak TLS, so the address or its port is wrong");
      answering.join();
    }
  }

  private static void answerPlainly(ServerSocket server) {
    try (var connection = server.accept()) {
      var unused = connection.getInputStream().read();
      connection.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(UTF_8));
      connection.shutdownOutput();
      unused = connection.getInputStream().readAllBytes().length;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aPortThatSpeaksTlsIsNamed() {
    var own = new HeldCertificate.Builder().build();
    api.server.useHttps(
        new HandshakeCertificates.Builder().heldCertificate(own).build().sslSocketFactory());

    assertThat(failure(api.client()))
        .hasMessageContaining("the port speaks TLS, so the address must begin with https://");
  }

  @Test
  void anEmptyAnswerLeavesNoGap() {
    api.answer(403, "");

    assertThat(failure(api.client()))
        .hasMessageContaining("/events: 403. Ensure the user or token");
  }

  @Test
  void aMessageHoldsAtMost200CharactersOfTheAnswerOnOneLine() {
    api.answer(500, "<html>\n\n  <p>" + "x".repeat(5000));

    assertThat(failure(api.client()).getMessage())
        .contains("<html> <p>xxx")
        .doesNotContain("\n")
        .hasSizeLessThan(450);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "403|{\"errors\":[{\"code\":\"ERR_ACCESS_USER\",\"message\":\"m\"}]}|STOP",
        "403|{\"error\":[{\"code\":\"ERR_ACCESS_USER\"}]}|STOP",
        "403|{\"error\":{\"code\":\"ERR_ACCESS_USER\"}}|STOP",
        "403|{\"code\":\"ERR_ACCESS_USER\",\"message\":\"m\"}|STOP",
        "403|{\"error\":\"access_denied\"}|STOP",
        "403||UNCLEAR",
        "403|<html>slow down</html>|UNCLEAR",
        "403|{\"message\":\"slow down\"}|UNCLEAR",
        "403|{\"errors\":[]}|UNCLEAR",
        "403|[]|UNCLEAR",
        "409|{\"code\":\"ANY\"}|RETRY",
        "409||RETRY",
      })
  void aVendorsTableDecidesByStatusAndCode(int status, String body, Recoverability recoverability) {
    api.answer(status, body == null ? "" : body);
    var client =
        api.client(
            new StatusRule(403, "", Recoverability.UNCLEAR),
            new StatusRule(409, "*", Recoverability.RETRY));

    assertThat(failure(client).recoverability()).isEqualTo(recoverability);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "30|PT30S",
        "1.5|PT1.5S",
        "0|PT0S",
        "86400|PT24H",
        "99999999999|PT27777777H46M39S",
        "Sun, 01 Mar 2026 12:00:45 GMT|PT45S",
        "Sun, 01 Mar 2026 11:00:00 GMT|PT0S",
      })
  void takesTheWaitTheServerAsksFor(String header, Duration wait) {
    api.answer(429, "", "Retry-After: " + header, "Date: Sun, 01 Mar 2026 12:00:00 GMT");

    assertThat(failure(api.client()).retryAfter()).contains(wait);
  }

  @Test
  void aWaitUntilADateIsCountedByTheClockOfTheServer() {
    api.answer(
        503,
        "",
        "Retry-After: Sun, 01 Mar 2026 15:00:45 GMT",
        "Date: Sun, 01 Mar 2026 15:00:00 GMT");

    assertThat(failure(api.client()).retryAfter()).contains(Duration.ofSeconds(45));
    assertThat(api.clock.skew()).isEqualTo(Duration.ofHours(3));
  }

  @ParameterizedTest
  @ValueSource(strings = {"soon", "-5", "1e3", "Tue, 01 Mar 2026 12:00:45 GMT"})
  void ignoresAWaitItCannotRead(String header) {
    api.answer(429, "", "Retry-After: " + header);

    assertThat(failure(api.client()).retryAfter()).isEmpty();
  }

  @Test
  void aWaitTooLongForANumberIsStillAWait() {
    api.answer(429, "", "Retry-After: " + "9".repeat(400));

    assertThat(failure(api.client()).retryAfter()).contains(Duration.ofMillis(Long.MAX_VALUE));
  }

  @Test
  void noSecretIsInAnyMessageOrText() {
    var echo = "you sent Bearer " + TOKEN + " which is wrong";
    for (var status : new int[] {400, 401, 403, 404, 422, 429, 490, 500}) {
      api.answer(status, echo);
      var failure = failure(api.client());
      assertThat(failure.toString()).doesNotContain(TOKEN).contains("[hidden]");
    }
    var auth = Auth.header("Authorization", "Bearer", new Password(TOKEN));
    assertThat(auth.toString()).doesNotContain(TOKEN);
  }

  @Test
  void aSecretAtTheEdgeOfTheCutIsHiddenToo() {
    api.answer(500, "x".repeat(190) + TOKEN);

    assertThat(failure(api.client()).getMessage()).doesNotContain("canary");
  }

  @Test
  void whatIsQuotedOfABodyHoldsNoSecret() {
    api.answer(200, "you  sent " + TOKEN + " " + "x".repeat(200));

    var body = api.client().get("/events", Query.NONE, Map.of());

    assertThat(body.start()).startsWith("you sent [hidden] xxx").hasSize(120);
  }

  @Test
  void whatTheSettingsHideIsInNoRedirectAndNoCause() {
    api.secrets("canary-one", "canary-two");
    api.answer(302, "", "Location: https://CANARY-one.example.com/");
    assertThat(failure(api.client()))
        .hasMessageContaining("to another origin: https://[hidden].example.com (302)");

    for (var i = 0; i < 6; i++) {
      api.answer(302, "you are canary-two", "Location: /canary%2Done/x?canary-two");
    }
    assertThat(failure(api.client()))
        .hasMessageContaining("redirects to /[hidden]/x you are [hidden]");
  }
}
