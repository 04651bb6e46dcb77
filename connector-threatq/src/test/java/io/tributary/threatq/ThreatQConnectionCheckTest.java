// SPDX-License-Identifier: Apache-2.0
package io.tributary.threatq;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.testkit.http.Fault;
import io.tributary.threatq.fixture.FakeThreatQ;
import java.util.Map;
import org.apache.kafka.common.config.ConfigValue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which setting is to blame when an instance refuses what the connection check asks for. */
class ThreatQConnectionCheckTest {
  private final FakeThreatQ fake = FakeThreatQ.start();

  @AfterEach
  void stop() {
    fake.close();
  }

  @Test
  void logsInAndReadsOneRow() {
    assertThat(faults(ThreatQSettings.byUser(fake))).isEmpty();
    assertThat(faults(ThreatQSettings.byClient(fake))).isEmpty();
    assertThat(fake.requests(FakeThreatQ.QUERY))
        .hasSize(2)
        .allSatisfy(request -> assertThat(request.query("limit")).contains("1"));
  }

  @ParameterizedTest(name = "{0} {1}: {2} for a user, {3} for a client")
  @CsvSource({
    "/api/token, 400, password, client.secret",
    "/api/token, 404, base.url, base.url",
    "/api/events/query, 401, username, client.id",
    "/api/events/query, 403, username, client.id",
    "/api/events/query, 404, query.mode, query.mode"
  })
  void aRefusalIsToldOnTheFieldToBlame(String path, int status, String user, String client) {
    fake.faults().on(path).always(Fault.status(status));

    assertThat(faults(ThreatQSettings.byUser(fake))).containsOnlyKeys(user);
    assertThat(faults(ThreatQSettings.byClient(fake))).containsOnlyKeys(client);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({"404, InitVariablesError 101", "200, InitVariablesError 102"})
  void aClientIdThatCannotBeLookedUpIsToldOnIt(int status, String number) {
    fake.faults().on(FakeThreatQ.CONFIG_JS).always(Fault.status(status, "nothing"));
    var settings = ThreatQSettings.byUser(fake);
    settings.remove("client.id");

    assertThat(faults(settings)).containsOnlyKeys("client.id");
    assertThat(faults(settings).get("client.id")).startsWith(number);
  }

  private static Map<String, String> faults(Map<String, String> settings) {
    return new ThreatQSourceConnector()
        .validate(settings).configValues().stream()
            .filter(value -> !value.errorMessages().isEmpty())
            .collect(toMap(ConfigValue::name, value -> value.errorMessages().get(0)));
  }
}
