// SPDX-License-Identifier: Apache-2.0
package io.tributary.devo;

import static io.tributary.devo.SinkValidation.faults;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.devo.config.DevoSinkConfig;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.sink.SinkConnector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DevoSinkConnectorTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "endpoint              | ftp://host:1        | SetupError 701: Setting endpoint is not valid: must look like tls://host:port, tcp://host:port, relp+tls://host:port, relp://host:port or https://host[:port][/path].",
        "endpoint              | tcp://host          | SetupError 701",
        "endpoint              | tcp://u:p@host:1    | SetupError 701",
        "endpoint              | tcp://host:1/x      | SetupError 701",
        "endpoint              | tcp://host:99999    | SetupError 701",
        "endpoint              | tcp://ho st:1       | SetupError 701",
        "tag                   | orders              | SetupError 701: Setting tag is not valid: must be a Devo tag of 2 to 6 levels such as my.app.a.",
        "tag.map               | orders              | SetupError 701",
        "tag.map               | a:my.app.a,b:bad    | SetupError 701",
        "tag.map               | a:my.app.a,a:my.app.b | SetupError 701: Setting tag.map is not valid: has two tags for topic a.",
        "delivery.confirm      | relp                | SetupError 701: Setting delivery.confirm is not valid: must be one of [half-close, close-notify, none], got: relp.",
        "delivery.confirm      | close-notify        | SetupError 702: Setting delivery.confirm makes no sense here: only a tls:// endpoint sends a close_notify.",
        "compression           | zip                 | SetupError 701",
        "multiline.mode        | keep                | SetupError 701",
        "max.event.bytes       | 0                   | SetupError 701",
        "max.event.bytes       | many                | SetupError 701",
        "oversize.policy       | cut                 | SetupError 701",
        "confirm.interval.ms   | 30000               | SetupError 701",
        "confirm.timeout.ms    | 1                   | SetupError 701",
        "connect.timeout.ms    | 0                   | SetupError 701",
        "retry.backoff.ms      | 0                   | SetupError 701",
        "retry.backoff.ms      | 70000               | SetupError 702: Setting retry.backoff.ms makes no sense here: it is above retry.backoff.max.ms, 60000.",
        "retry.backoff.max.ms  | 0                   | SetupError 701",
        "retry.after.max.ms    | 999                 | SetupError 701",
        "connection.check.enabled | perhaps          | SetupError 10: Setting connection.check.enabled not of expected type: boolean.",
        "source.host           | a b                 | SetupError 701",
        "source.host           | a:b                 | SetupError 701",
        "priority              | 192                 | SetupError 701",
        "timestamp.format      | unix                | SetupError 701",
      })
  void namesTheFieldAndTheNumberOfAWrongValue(String setting, String value, String message) {
    var settings = new HashMap<>(Map.of("endpoint", "tcp://127.0.0.1:13000"));
    settings.put(setting, value);

    var faults = faults(settings);

    assertThat(faults).containsOnlyKeys(setting);
    assertThat(faults.get(setting)).hasSize(1).first().asString().startsWith(message);
  }

  @Test
  void aDefaultOfTheFirstWaitGivesWayToTheLongestOne() {
    var settings = Map.of("endpoint", "tcp://127.0.0.1:13000", "retry.backoff.max.ms", "999");

    assertThat(faults(settings)).isEmpty();
    var policy = new DevoSinkConfig(settings).retryPolicy(() -> 0.5);
    assertThat(policy.initial()).hasMillis(999);
    assertThat(policy.max()).hasMillis(999);
  }

  @Test
  void anEndpointThatIsNullIsMissing() {
    var settings = new HashMap<String, String>();
    settings.put("endpoint", null);

    assertThat(faults(settings)).containsOnlyKeys("endpoint");
    assertThat(faults(settings).get("endpoint").get(0)).startsWith("SetupError 700: ");
  }

  @Test
  void noSettingThatIsNullIsACrash() {
    for (var name : new DevoSinkConnector().config().names()) {
      var settings = new HashMap<String, String>(Map.of("endpoint", "https://127.0.0.1:1"));
      settings.put("connection.check.enabled", "false");
      settings.put(name, null);

      assertThatCode(() -> new DevoSinkConnector().validate(settings))
          .as(name)
          .doesNotThrowAnyException();
    }
  }

  @Test
  void findsAllMistakesAtOnce() {
    assertThat(faults(Map.of("priority", "x", "tag", "y", "retry.backoff.ms", "99999")))
        .containsOnlyKeys("endpoint", "priority", "tag", "retry.backoff.ms")
        .containsEntry(
            "endpoint",
            List.of("SetupError 700: Required setting endpoint not found. Give it a value."));
    assertThat(faults(Map.of("endpoint", "tls://localhost:443", "priority", "x")))
        .containsOnlyKeys("ssl.keystore.location", "priority");
  }

  @Test
  void refusesToPackWhatIsNotLines() {
    assertThat(
            faults(
                Map.of(
                    "endpoint", "tcp://127.0.0.1:13000",
                    "compression", "gzip",
                    "multiline.mode", "octet-counting")))
        .containsOnly(
            Map.entry(
                "compression",
                List.of(
                    "SetupError 702: Setting compression makes no sense here: it compresses"
                        + " lines, but multiline.mode is octet-counting. Change one of them.")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "delivery.confirm | none           | RELP confirms with a 200 answer.",
        "delivery.confirm | close-notify   | RELP confirms with a 200 answer.",
        "compression      | gzip           | RELP has no compression.",
        "multiline.mode   | octet-counting | RELP counts bytes itself.",
      })
  void refusesWhatMakesNoSenseWithRelp(String setting, String value, String why) {
    var settings = new HashMap<>(Map.of("endpoint", "relp://127.0.0.1:1"));
    assertThat(faults(settings)).isEmpty();
    settings.put(setting, value);

    assertThat(faults(settings)).containsOnlyKeys(setting);
    assertThat(faults(settings).get(setting).get(0))
        .startsWith("SetupError 702: Setting " + setting + " makes no sense here: " + why);
    assertThat(faults(Map.of("endpoint", "relp+tls://127.0.0.1:1")))
        .containsOnlyKeys("ssl.keystore.location");
  }

  @Test
  void givesEachTaskTheSameSettings() {
    var connector = new DevoSinkConnector();
    connector.start(Map.of("endpoint", "tcp://127.0.0.1:13000"));

    assertThat(connector.taskConfigs(3))
        .hasSize(3)
        .allMatch(settings -> settings.get("endpoint").equals("tcp://127.0.0.1:13000"))
        .extracting(settings -> settings.get("tributary.task"))
        .containsExactly("0", "1", "2");
    assertThat(connector.taskConfigs(3))
        .extracting(settings -> settings.get("tributary.settings.fingerprint"))
        .doesNotContainNull()
        .hasSize(3)
        .containsOnly(connector.taskConfigs(1).get(0).get("tributary.settings.fingerprint"));
    assertThat(connector.taskClass()).isEqualTo(DevoSinkTask.class);
  }

  @Test
  void aTaskDoesNotStartWithAMistake() {
    var task = new DevoSinkTask();

    assertThatThrownBy(
            () -> task.start(Map.of("endpoint", "tcp://h:1", "priority", "x", "tag", "y")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("Setting tag is not valid")
        .hasMessageContaining("Setting priority is not valid");
  }

  @Test
  void isFoundByTheServiceLoaderAndKnowsItsVersion() {
    assertThat(ServiceLoader.load(SinkConnector.class))
        .filteredOn(DevoSinkConnector.class::isInstance)
        .singleElement()
        .satisfies(found -> assertThat(found.version()).matches("\\d+\\.\\d+.*"));
  }
}
