// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.devo.http.BatchResult.Verdict;
import java.io.IOException;
import java.security.cert.CertificateException;
import java.time.Duration;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BatchResultTest {
  private final HttpBatch batch = new HttpBatch(new HttpBatch.Destination("my.app.a", "h"), 0, 0);

  @ParameterizedTest
  @CsvSource({
    "200, ACCEPTED",
    "201, RETRY",
    "202, RETRY",
    "204, ACCEPTED",
    "206, RETRY",
    "302, FORBIDDEN",
    "304, FORBIDDEN",
    "400, REJECTED",
    "401, FORBIDDEN",
    "403, FORBIDDEN",
    "404, FORBIDDEN",
    "405, FORBIDDEN",
    "408, RETRY",
    "413, TOO_LARGE",
    "422, REJECTED",
    "425, RETRY",
    "429, RETRY",
    "500, RETRY",
    "503, RETRY",
    "599, RETRY",
    "999, RETRY"
  })
  void aStatusDecidesHowToGoOn(int status, Verdict verdict) {
    assertThat(answered(status, null).verdict()).isEqualTo(verdict);
  }

  @Test
  void isEitherAResponseOrAFailure() {
    assertThatThrownBy(() -> new BatchResult(batch, null, null, null, true, 0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () ->
                new BatchResult(
                    batch,
                    new IntakeResponse(200, "", ""),
                    null,
                    new IOException("reset"),
                    true,
                    0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 201, 500, 502, 503, 504})
  void anAnswerMayBeTheEventsFault(int status) {
    assertThat(answered(status, null).mayBeTheEvents()).isTrue();
    assertThat(answered(status, Duration.ZERO).mayBeTheEvents()).as("asks for time").isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 425, 429})
  void anAnswerAboutTheTimeIsNot(int status) {
    assertThat(answered(status, null).mayBeTheEvents()).isFalse();
  }

  @Test
  void aFailureMayBeTheEventsFaultOnlyIfTheRequestWasBegun() {
    var reset = new IOException("reset");
    var certificate = new SSLHandshakeException("no");
    certificate.initCause(new CertificateException("expired"));

    assertThat(BatchResult.failed(batch, reset, true).mayBeTheEvents()).isTrue();
    assertThat(BatchResult.failed(batch, reset, false).mayBeTheEvents()).isFalse();
    assertThat(BatchResult.failed(batch, certificate, true).mayBeTheEvents()).isFalse();
  }

  private BatchResult answered(int status, Duration retryAfter) {
    return BatchResult.answered(batch, new IntakeResponse(status, "text/plain", ""), retryAfter, 1);
  }
}
