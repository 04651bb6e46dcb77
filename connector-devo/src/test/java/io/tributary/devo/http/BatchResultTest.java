// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.devo.http.BatchResult.Outcome;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BatchResultTest {
  private final HttpBatch batch = new HttpBatch("my.app.a", "h", 0);

  @ParameterizedTest
  @CsvSource({
    "200, ACCEPTED", "204, ACCEPTED", "302, FATAL", "400, REJECTED", "401, FATAL", "403, FATAL",
    "404, FATAL", "408, RETRY", "413, TOO_LARGE", "422, REJECTED", "425, RETRY", "429, RETRY",
    "500, RETRY", "503, RETRY"
  })
  void aStatusDecidesHowToGoOn(int status, Outcome outcome) {
    assertThat(new BatchResult(batch, status, "", null, null).outcome()).isEqualTo(outcome);
  }

  @Test
  void isEitherAResponseOrAFailure() {
    assertThatThrownBy(() -> new BatchResult(batch, 0, "", null, null))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new BatchResult(batch, 200, "", null, new IOException("reset")))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
