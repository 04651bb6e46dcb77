// SPDX-License-Identifier: Apache-2.0
package io.tributary.kiteworks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.kiteworks.fixture.FakeKiteworks;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.ExactlyOnceSupport;
import org.apache.kafka.connect.source.SourceConnector;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KiteworksSourceConnectorTest {
  private static FakeKiteworks fake;

  private final KiteworksSourceConnector connector = new KiteworksSourceConnector();

  @BeforeAll
  static void start() {
    fake = FakeKiteworks.start();
  }

  @AfterAll
  static void stop() {
    fake.close();
  }

  @Test
  void isFoundByItsService() {
    assertThat(ServiceLoader.load(SourceConnector.class))
        .hasAtLeastOneElementOfType(KiteworksSourceConnector.class);
    assertThat(connector.version()).matches("\\d+\\.\\d+\\.\\d+.*");
    assertThat(connector.exactlyOnceSupport(Map.of())).isEqualTo(ExactlyOnceSupport.SUPPORTED);
  }

  @Test
  void hasOneTaskWhateverItIsAllowed() {
    var settings = KiteworksSettings.jwt(fake);
    connector.start(settings);

    assertThat(connector.taskConfigs(8))
        .singleElement()
        .satisfies(task -> assertThat(task).containsAllEntriesOf(settings));
    assertThat(connector.taskClass()).isEqualTo(KiteworksSourceTask.class);
    connector.stop();
  }

  @Test
  void secretsAreSecret() {
    var secrets =
        List.of(
            "client.secret", "jwt.private.key", "signature.secret", "password", "refresh.token");
    var def = connector.config().configKeys();

    assertThat(secrets)
        .allSatisfy(name -> assertThat(def.get(name).type()).hasToString("PASSWORD"));
    var values = new KiteworksConfig(KiteworksSettings.jwt(fake)).values().toString();
    assertThat(values).doesNotContain(fake.app().clientSecret()).doesNotContain("PRIVATE KEY");
  }

  @Test
  void takesOffsetsThatAreItsOwn() {
    var offset =
        Map.of(
            "version", "1",
            "last_event_time_in_utc", "2026-03-01T08:00:01Z",
            "since_in_utc", "2026-03-01T08:00:00Z",
            "last_ids", "[\"ypeBEsobvco@tb7nk0\"]",
            "ids_pending", "0");

    assertThat(alter(partition(), offset)).isTrue();
    assertThat(alter(partition(), Map.of("last_event_time_in_utc", "2026-03-01T00:00:00Z")))
        .isTrue();
    assertThat(connector.alterOffsets(Map.of(), Map.of())).isTrue();
  }

  @Test
  void takesEveryTombstoneSoThatGarbageCanBeRemoved() {
    assertThat(alter(partition(), null)).isTrue();
    assertThat(alter(Map.of("file", "x"), null)).isTrue();
    assertThat(alter(null, null)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"vendor", "base_url", "service", "reset"})
  void refusesAPartitionThatLacksAMember(String member) {
    var partition = partition();
    partition.remove(member);

    assertRefused(partition, offset(), "its partition must have the members [base_url, reset, ");
  }

  @Test
  void refusesWhatIsNotItsOwn() {
    var other = partition();
    other.put("vendor", "someone-else");
    assertRefused(other, offset(), "it is not an offset of");
    var service = partition();
    service.put("service", "mail");
    assertRefused(service, offset(), "it is not an offset of");
    var more = partition();
    more.put("extra", "x");
    assertRefused(more, offset(), "its partition must have the members");
    assertRefused(null, offset(), "its partition must have the members");
    assertRefused(more, offset(), "got: [base_url, extra, reset, service, vendor]");
    assertRefused(other, offset(), "vendor must be 'kiteworks', got: someone-else");
  }

  @ParameterizedTest
  @ValueSource(strings = {"base_url", "reset"})
  void refusesWhatWouldBeStoredAndNeverRead(String member) {
    var partition = partition();
    partition.put(member, "https://elsewhere.example.com");

    assertRefused(partition, offset(), "the partition of this connector is {");
    assertRefused(partition, offset(), member + " must be '");
  }

  @Test
  void theAddressInAPartitionIsCanonical() {
    for (var spelling : List.of("https://EXAMPLE.com", "https://example.com:443/")) {
      var settings = KiteworksSettings.jwt(fake, "base.url", spelling);

      assertThat(connector.partition(settings)).isEqualTo(partition());
      assertThat(connector.alterOffsets(settings, Map.of(partition(), offset()))).isTrue();
    }
    var otherwise = partition();
    otherwise.put("base_url", "https://EXAMPLE.com");
    assertRefused(otherwise, offset(), "base_url must be 'https://example.com', got: https://EX");
  }

  @Test
  void refusesOffsetsItCannotUse() {
    assertRefused(partition(), Map.of(), "is not a timestamp such as");
    assertRefused(partition(), Map.of("position", 7), "it has unknown members [position]");
    assertRefused(partition(), Map.of("last_event_time_in_utc", 7), "is not a timestamp such as");
    var ahead = Instant.now().plus(Duration.ofDays(1)).toString();
    assertRefused(
        partition(), Map.of("last_event_time_in_utc", ahead), "must not be in the future");
  }

  private void assertRefused(Map<String, String> partition, Map<String, ?> offset, String why) {
    assertThatThrownBy(() -> alter(partition, offset))
        .isInstanceOf(ConnectException.class)
        .hasMessageStartingWith("SetupError 710: The offset cannot be used: ")
        .hasMessageContaining(why);
  }

  private boolean alter(Map<String, String> partition, Map<String, ?> offset) {
    var offsets = new HashMap<Map<String, ?>, Map<String, ?>>();
    offsets.put(partition, offset);
    return connector.alterOffsets(
        KiteworksSettings.jwt(fake, "base.url", "https://example.com"), offsets);
  }

  private static Map<String, String> offset() {
    return Map.of("last_event_time_in_utc", "2026-03-01T00:00:00Z");
  }

  private static Map<String, String> partition() {
    var partition = new HashMap<String, String>();
    partition.put("vendor", "kiteworks");
    partition.put("base_url", "https://example.com");
    partition.put("service", "admin");
    partition.put("reset", "");
    return partition;
  }
}
