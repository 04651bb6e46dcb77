// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.http;

import static io.tributary.devo.HttpSinkFixture.P;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.common.error.ApiException;
import io.tributary.devo.HttpIntakeFixture;
import io.tributary.devo.delivery.Outcome;
import io.tributary.devo.delivery.Outcome.Subject;
import io.tributary.devo.error.SinkError;
import io.tributary.devo.message.RecordPosition;
import io.tributary.testkit.http.Fault;
import io.tributary.testkit.http.TestCertificates;
import java.nio.file.Files;
import java.util.Map;
import java.util.stream.LongStream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of messages that an HTTP intake answers in one way or another (R3, R4). */
@Timeout(60)
class HttpOutcomeTest extends HttpIntakeFixture {
  private static final String TAG = "my.app.a";

  @Test
  void tellsWhatWasTakenWithItsTag() {
    try (var http = driver().send(TAG, "a", "b").settle()) {
      assertThat(http.outcomes)
          .singleElement(InstanceOfAssertFactories.type(Outcome.Taken.class))
          .satisfies(
              taken -> {
                assertThat(taken.messages())
                    .containsExactly(new RecordPosition(P, 0), new RecordPosition(P, 1));
                assertThat(taken.tag()).contains(TAG);
                assertThat(taken.answers()).isEqualTo(1);
                assertThat(taken.connection()).isNotZero();
              });
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 204})
  void twoStatusesAreAReceipt(int status) {
    devo.faults().always(Fault.status(status, Map.of(), ""));
    try (var http = driver().send(TAG, "a").settle()) {
      assertThat(http.taken()).containsExactly(0L);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "200, text/html, Web access blocked",
    "200, TEXT/HTML; charset=utf-8, <p>Please sign in",
    "204, text/html, ''",
    "200, application/xhtml+xml, <html/>",
    "200, '', <!DOCTYPE html><title>Please sign in",
    "201, text/plain, created",
    "202, text/plain, accepted for the time being",
    "203, text/plain, changed on the way",
    "206, text/plain, part of it",
    "299, '', ''"
  })
  void noOtherSuccessIsAReceipt(int status, String type, String body) {
    var headers = type.isEmpty() ? Map.<String, String>of() : Map.of("Content-Type", type);
    devo.faults().always(Fault.status(status, headers, body));
    try (var http = driver().send(TAG, "a").until(() -> devo.requests().size() > 2)) {
      assertThat(http.taken()).isEmpty();
      assertThat(http.delayed().get(0).why())
          .hasMessageStartingWith(
              "SinkError 600: Devo has not confirmed the messages sent over "
                  + devo.url()
                  + ": "
                  + (status + " " + type + (type.isEmpty() ? "" : " ") + body).strip());

      devo.faults().clear();
      assertThat(http.settle().taken()).containsExactly(0L);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "401, TOKEN_REFUSED",
    "403, TOKEN_REFUSED",
    "404, NO_INTAKE",
    "405, NO_INTAKE",
    "301, REDIRECTED",
    "302, REDIRECTED",
    "304, REDIRECTED",
    "307, REDIRECTED",
    "308, REDIRECTED"
  })
  void anAnswerAboutTheAddressIsOneRefusalOfTheTag(int status, SinkError error) {
    devo.faults().next(Fault.status(status, Map.of("Location", "/elsewhere"), "says so"));
    try (var http = driver().send(TAG, "a", "b", "c").settle()) {
      var refusal = http.onlyRefusal();
      assertThat(refusal.messages())
          .extracting(item -> item.position().offset())
          .containsExactly(0L, 1L, 2L);
      assertThat(refusal.subject()).isEqualTo(new Subject.Tag(TAG));
      assertThat(refusal.why().error()).isEqualTo(error);
      assertThat(refusal.answer()).isEqualTo(status + " says so");
      assertThat(devo.requests()).as("it is not judged here").hasSize(1);
    }
  }

  @Test
  void aTableThatIsForbiddenHoldsNoOtherBack() {
    devo.allow(tag -> !tag.equals("my.app.secret"));
    try (var http = driver().send(TAG, "a").send("my.app.secret", "b").send(TAG, "c").settle()) {
      assertThat(http.taken()).containsExactlyInAnyOrder(0L, 2L);
      assertThat(http.onlyRefusal().subject()).isEqualTo(new Subject.Tag("my.app.secret"));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 402, 409, 411, 415, 422, 431, 451})
  void halvesUntilTheRefusedEventIsAlone(int status) {
    devo.beforeEach(
        request -> {
          if (request.body().contains("e9")) {
            devo.faults().next(Fault.status(status, "no"));
          }
        });
    try (var http =
        driver("http.requests.in.flight", "1").send(TAG, HttpDriver.bodies("e", 30)).settle()) {
      assertThat(http.taken())
          .as("in order")
          .containsExactlyElementsOf(LongStream.range(0, 30).filter(n -> n != 9).boxed().toList());
      var refusal = http.onlyRefusal();
      assertThat(refusal.messages())
          .singleElement()
          .extracting(item -> item.message().body())
          .isEqualTo("e9");
      assertThat(refusal.subject()).isEqualTo(new Subject.Message(new RecordPosition(P, 9)));
      assertThat(refusal.why().error()).isEqualTo(SinkError.ALL_REFUSED);
      assertThat(refusal.answer()).isEqualTo(status + " no");
      assertThat(http.delayed()).isEmpty();
    }
  }

  @Test
  void tellsTheSizeOfAnEventThatIsTooLarge() {
    devo.limit(100);
    try (var http = driver().send(TAG, "a", "x".repeat(200), "b").settle()) {
      assertThat(http.taken()).containsExactlyInAnyOrder(0L, 2L);
      assertThat(http.onlyRefusal().why().error()).isEqualTo(SinkError.EVENT_TOO_LARGE);
      assertThat(http.onlyRefusal().why())
          .hasMessageStartingWith(
              "SinkError 603: The record at events-0 offset 1 makes a message of 201 bytes, more"
                  + " than Devo accepts (413 too large).");
      assertThat(http.onlyRefusal().answer()).isEqualTo("413 too large (a message of 201 bytes)");
    }
  }

  @Test
  void aRefusedCertificateIsRetriedAndTheTrustStoreReadAgain() throws Exception {
    var stranger = TestCertificates.create(directory.resolve("stranger"));
    var store = Files.writeString(directory.resolve("trusted.pem"), stranger.authorityPem());
    try (var http =
        driver("ssl.truststore.certificates", null, "ssl.truststore.location", store.toString())
            .send(TAG, "a")) {
      http.until(() -> http.delayed().size() > 2);
      assertThat(http.delayed())
          .extracting(Outcome.Delayed::why)
          .extracting(ApiException::error)
          .containsOnly(SinkError.CERTIFICATE_REFUSED);

      Files.writeString(store, "half writ");
      var before = http.delayed().size();
      http.until(() -> http.delayed().size() > before + 1);
      Files.writeString(store, certificates.authorityPem());

      assertThat(http.settle().taken()).containsExactly(0L);
      assertThat(http.refused()).isEmpty();
    }
  }

  private HttpDriver driver(String... more) {
    return new HttpDriver(devo, certificates, more);
  }
}
