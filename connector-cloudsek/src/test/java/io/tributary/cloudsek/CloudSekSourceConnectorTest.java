package io.tributary.cloudsek;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.source.SourceConnector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CloudSekSourceConnectorTest {
  private static final Map<String, String> RIGHT =
      Map.of("base.url", "https://example.com", "token", "canary-token");

  private final CloudSekSourceConnector connector = new CloudSekSourceConnector();

  @Test
  void isFoundByItsService() {
    assertThat(ServiceLoader.load(SourceConnector.class))
        .hasAtLeastOneElementOfType(CloudSekSourceConnector.class);
    assertThat(connector.taskClass()).isEqualTo(CloudSekSourceTask.class);
  }

  @Test
  void findsNothingWrongWithWhatIsRight() {
    assertThat(faults(RIGHT)).isEmpty();
  }

  @ParameterizedTest(name = "{0}={1}: {2}")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "base.url|-|SetupError 1",
        "token|-|SetupError 700",
        "token|''|SetupError 701",
        "token|canary token|SetupError 701",
        "token|canarytökén|SetupError 701",
        "alerts.path|api/alerts|SetupError 701",
        "alerts.path|/api?x=1|SetupError 701",
        "alerts.path|/api/%zz|SetupError 701",
        "alerts.path|/api/{x}|SetupError 701",
        "time.days.param|''|SetupError 701",
        "page.param|''|SetupError 701",
        "page.first|2|SetupError 701",
        "limit.param|''|SetupError 701",
        "page.size|101|SetupError 11",
        "auth.header.name|''|SetupError 701",
        "auth.header.name|X Api|SetupError 701",
        "auth.header.name|X-Api:|SetupError 701",
        "auth.header.prefix|Bearér|SetupError 701",
        "initial.start.time.in.utc|soon|InitVariablesError 1",
      })
  void eachMistakeIsFoundOnItsFieldWithItsNumber(String name, String value, String fault) {
    var settings = new HashMap<>(RIGHT);
    settings.remove(name);
    if (value != null) {
      settings.put(name, value);
    }

    var faults = faults(settings);

    assertThat(faults).containsOnlyKeys(name);
    assertThat(faults.get(name)).hasSize(1);
    assertThat(faults.get(name).get(0)).startsWith(fault).endsWith(".").doesNotContain("canary");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\nX-Other: 1\r\n", "\u0000"})
  void aTokenThatWouldBreakItsHeaderIsRefused(String inside) {
    var settings = new HashMap<>(RIGHT);
    settings.put("token", "canary" + inside + "token");

    assertThat(faults(settings)).containsOnlyKeys("token");
  }

  @Test
  void aLineBreakAfterTheTokenIsNotPartOfIt() {
    var settings = new HashMap<>(RIGHT);
    settings.put("token", "canary-token\n");

    assertThat(faults(settings)).isEmpty();
    assertThat(new CloudSekConfig(settings).token().value()).isEqualTo("canary-token");
  }

  @Test
  void aSettingThatIsNullIsAFaultOrItsDefaultAndNoCrash() {
    for (var name : connector.config().names()) {
      var settings = new HashMap<>(RIGHT);
      settings.put(name, null);

      assertThatCode(() -> faults(settings)).as(name).doesNotThrowAnyException();
    }
  }

  @Test
  void defaultsAreThoseOfTheDocumentation() {
    var config = new CloudSekConfig(RIGHT);
    var now = Instant.parse("2026-03-08T12:00:00Z");

    assertThat(config.startTime(now)).isEqualTo("2026-03-01T12:00:00Z");
    assertThat(config.overlap()).isEqualTo(Duration.ofHours(24));
    assertThat(config.settle()).isZero();
    assertThat(config.windowMax()).isZero();
    assertThat(config.pageSize()).isEqualTo(100);
    assertThat(config.requestsLimits()).isEqualTo("20/1m");
    assertThat(config.alertsPath()).isEqualTo("/api/historic/alerts");
    assertThat(config.daysParam()).isEqualTo("days");
    assertThat(config.pageParam()).isEqualTo("page");
    assertThat(config.firstPage()).isEqualTo(1);
    assertThat(config.limitParam()).isEqualTo("limit");
    assertThat(config.authHeader()).isEqualTo("Authorization");
    assertThat(config.authPrefix()).isEqualTo("Bearer");
    assertThat(config.getString("topic")).isEqualTo("drp.cloudsek.xvigil.alerts");
    assertThat(config.getString("devo.tag")).isEqualTo("drp.cloudsek.xvigil.alerts");
    assertThat(config.values().toString()).doesNotContain("canary");
  }

  private Map<String, List<String>> faults(Map<String, String> settings) {
    return connector.validate(settings).configValues().stream()
        .filter(value -> !value.errorMessages().isEmpty())
        .collect(toMap(ConfigValue::name, ConfigValue::errorMessages));
  }
}
