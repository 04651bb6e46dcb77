// SPDX-License-Identifier: Apache-2.0
package io.tributary.cloudsek;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.cloudsek.fixture.CloudSekFixture;
import io.tributary.common.vendor.SortOrder;
import io.tributary.testkit.vendor.SettingsContract;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import org.apache.kafka.connect.source.SourceConnector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CloudSekSourceConnectorTest extends SettingsContract {
  private static final Map<String, String> RIGHT =
      Map.of("base.url", "https://example.com", "token", "canary-token");

  CloudSekSourceConnectorTest() {
    super(new CloudSekFixture());
  }

  @Test
  void isFoundByItsService() {
    assertThat(ServiceLoader.load(SourceConnector.class))
        .hasAtLeastOneElementOfType(CloudSekSourceConnector.class);
    assertThat(connector().taskClass()).isEqualTo(CloudSekSourceTask.class);
  }

  @Override
  protected Map<String, String> right() {
    return RIGHT;
  }

  @Override
  protected Set<String> neverWrong() {
    return Set.of("module.names", "time.end.param");
  }

  @Override
  protected String rows() {
    return """
        token|-|SetupError 8: Required setting token not found.
        token||SetupError 8
        token|canary token|SetupError 701
        token|canarytökén|SetupError 701
        alerts.path|api/alerts|SetupError 701
        alerts.path|/api?x=1|SetupError 701
        alerts.path|/api/%zz|SetupError 701
        alerts.path|/api/{x}|SetupError 701
        api.profile|v3|SetupError 701
        time.mode|days|SetupError 701
        time.days.param||SetupError 701
        time.start.param||SetupError 701
        time.param.format||SetupError 701
        time.param.format|yyyy-MM-dd'T|SetupError 701
        time.param.format|HH:mm:ss|SetupError 701
        sort.order|newest|SetupError 701
        window.max.ms|86400000|SetupError 702
        page.param||SetupError 701
        page.first|2|SetupError 701
        limit.param||SetupError 701
        page.size|101|SetupError 11
        auth.header.name||SetupError 701
        auth.header.name|X Api|SetupError 701
        auth.header.name|X-Api:|SetupError 701
        auth.header.prefix|Bearér|SetupError 701
        initial.start.time.in.utc|soon|InitVariablesError 1: Invalid initial.start.time.in.utc: soon.
        initial.start.time.in.utc|2999-01-01|InitVariablesError 2: Invalid initial.start.time.in.utc: 2999-01-01.
        """;
  }

  @ParameterizedTest(name = "{0}, end {1}: {2} fault(s)")
  @CsvSource({"range,end_date,0", "range,'',1", "none,end_date,1", "relative_days,end_date,1"})
  void aLongestWindowNeedsARequestThatTellsTheEnd(String mode, String end, int faults) {
    var settings = new HashMap<>(RIGHT);
    settings.put("time.mode", mode);
    settings.put("time.end.param", end);
    assertThat(faults(settings)).isEmpty();

    settings.put("window.max.ms", "86400000");

    assertThat(faults(settings)).hasSize(faults);
    assertThat(faults(settings).values().toString())
        .contains(
            faults == 0
                ? ""
                : "SetupError 702: Setting window.max.ms makes no sense here: only time.mode=range");
  }

  @ParameterizedTest
  @CsvSource({
    "legacy,'',/api/historic/alerts",
    "v1,'',/incidents/historic/alerts",
    "v1-current,'',/incidents/alerts",
    "v2-current,'',/v2/incidents/alerts",
    "v1,/v3/alerts,/v3/alerts",
  })
  void aProfileStandsForAPathUnlessOneIsGiven(String profile, String path, String expected) {
    var settings = new HashMap<>(RIGHT);
    settings.put("api.profile", profile);
    settings.put("alerts.path", path);

    assertThat(faults(settings)).isEmpty();
    assertThat(new CloudSekConfig(settings).alertsPath()).isEqualTo(expected);
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
    assertThat(CloudSekConfig.TOKEN.of(new CloudSekConfig(settings)).value())
        .isEqualTo("canary-token");
  }

  @Test
  void theAddressOfTheApiIsTheSamePlaceAsThatOfTheInstance() {
    var connector = new CloudSekSourceConnector();

    for (var url :
        List.of("https://a.example.com", "https://A.example.com:443/api/historic/alerts/")) {
      assertThat(connector.partition(Map.of("token", "t", "base.url", url)))
          .containsEntry("base_url", "https://a.example.com");
    }
  }

  @Test
  void defaultsAreThoseOfTheDocumentation() {
    var config = new CloudSekConfig(RIGHT);
    var now = Instant.parse("2026-03-08T12:00:00Z");

    assertThat(config.startTime(now)).isEqualTo("2026-03-01T12:00:00Z");
    assertThat(config.overlap()).isEqualTo(Duration.ofHours(1));
    assertThat(config.sweepHorizon()).isEqualTo(Duration.ofDays(7));
    assertThat(config.settle()).isZero();
    assertThat(config.windowMax()).isZero();
    assertThat(config.pageSize()).isEqualTo(100);
    assertThat(config.requestsLimits()).isEqualTo("20/1m");
    assertThat(config.alertsPath()).isEqualTo("/api/historic/alerts");
    assertThat(CloudSekConfig.TIME_MODE.of(config)).isEqualTo("relative_days");
    assertThat(config.getString("time.days.param")).isEqualTo("days");
    assertThat(config.getString("time.start.param")).isEqualTo("start_date");
    assertThat(CloudSekConfig.END_PARAM.of(config)).isEqualTo("end_date");
    assertThat(config.getString("time.param.format")).isEqualTo("yyyy-MM-dd'T'HH:mm:ss'Z'");
    assertThat(CloudSekConfig.SORT_ORDER.of(config)).isEqualTo(SortOrder.UNKNOWN);
    assertThat(config.dedupeKey()).isEqualTo("id");
    assertThat(CloudSekConfig.MODULE_NAMES.of(config)).isEmpty();
    assertThat(config.getString("page.param")).isEqualTo("page");
    assertThat(config.getInt("page.first")).isEqualTo(1);
    assertThat(config.getString("limit.param")).isEqualTo("limit");
    assertThat(CloudSekConfig.AUTH_HEADER.of(config)).isEqualTo("Authorization");
    assertThat(CloudSekConfig.AUTH_PREFIX.of(config)).isEqualTo("Bearer");
    assertThat(config.getString("topic")).isEqualTo("drp.cloudsek.xvigil.alerts");
    assertThat(config.getString("devo.tag")).isEqualTo("drp.cloudsek.xvigil.alerts");
    assertThat(config.values().toString()).doesNotContain("canary");
  }
}
