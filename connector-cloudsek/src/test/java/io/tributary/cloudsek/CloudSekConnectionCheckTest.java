// SPDX-License-Identifier: Apache-2.0
package io.tributary.cloudsek;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.cloudsek.fixture.FakeCloudSek;
import io.tributary.testkit.http.Fault;
import java.util.Map;
import org.apache.kafka.common.config.ConfigValue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which setting is to blame when the vendor refuses what the connection check asks for. */
class CloudSekConnectionCheckTest {
  private final FakeCloudSek fake = FakeCloudSek.start();

  @AfterEach
  void stop() {
    fake.close();
  }

  @Test
  void readsOneRow() {
    assertThat(faults(fake.token())).isEmpty();
    assertThat(fake.requests(FakeCloudSek.ALERTS))
        .singleElement()
        .satisfies(request -> assertThat(request.query("limit")).contains("1"));
  }

  @Test
  void aWrongTokenIsToldOnIt() {
    assertThat(faults("canary-wrong"))
        .singleElement()
        .satisfies(
            fault -> {
              assertThat(fault.name()).isEqualTo("token");
              assertThat(fault.errorMessages().get(0))
                  .startsWith("ApiError 401: Unauthorized API response from GET ")
                  .doesNotContain("canary");
            });
  }

  @ParameterizedTest
  @CsvSource({"403, token", "404, alerts.path"})
  void aRefusalIsToldOnTheFieldToBlame(int status, String field) {
    fake.faults().on(FakeCloudSek.ALERTS).always(Fault.status(status));

    assertThat(faults(fake.token())).extracting(ConfigValue::name).containsExactly(field);
  }

  private Iterable<ConfigValue> faults(String token) {
    var settings = Map.of("base.url", fake.url().toString(), "token", token);
    return new CloudSekSourceConnector()
        .validate(settings).configValues().stream()
            .filter(value -> !value.errorMessages().isEmpty())
            .toList();
  }
}
